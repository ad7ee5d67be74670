// FindImageUse of manifests.h.

#include <optional>

#include "base/json_member.h"
#include "kbld/config.h"
#include "kbld/image_search.h"
#include "kbld/resource.h"
#include "packaging/locked_override.h"
#include "packaging/manifests.h"

namespace pkgrepo::packaging {
namespace {

// The configuration without locks: what an image would be resolved by if nothing were locked.
kbld::Config ConfigWithoutLocks(const Resources& resources) {
  Resources configs;
  for (const nlohmann::json& resource : resources) {
    if (StringMember(resource, "apiVersion") == kbld::kApiVersion) configs.push_back(resource);
  }
  return kbld::SeparateConfig(std::move(configs)).config;
}

class ImageLookup {
 public:
  ImageLookup(const kbld::Config& config, const kbld::Config& unlocked_config, const imgpkg::ImagesLock& lock)
      : config_(config), unlocked_config_(unlocked_config), lock_(lock) {}

  void Find(const std::string& reference, const nlohmann::json& object, ImageUse& use) {
    const kbld::Override* found = FindOverride(config_, reference);
    const kbld::Override* wanted = FindOverride(unlocked_config_, reference);
    if (found != nullptr && wanted != nullptr && found->preresolved && !IsUpToDate(*found, *wanted)) {
      use.stale.insert({.reference = reference, .locked = found->new_image, .wanted = wanted->new_image});
    }
    const std::string image = found == nullptr || found->new_image.empty() ? reference : found->new_image;
    if (const std::optional<size_t> index = IndexOf(image)) {
      locked_.insert(*index);
    } else {
      use.unlocked.push_back({.object = kbld::DescribeResource(object),
                              .image = image,
                              .overridden = image == reference ? "" : reference});
    }
  }

  const std::set<size_t>& locked() const { return locked_; }

 private:
  // Entries are known by their digest references.
  std::optional<size_t> IndexOf(const std::string& image) const {
    for (size_t i = 0; i < lock_.images.size(); ++i) {
      if (lock_.images[i].image == image) return i;
    }
    return std::nullopt;
  }

  const kbld::Config& config_;
  const kbld::Config& unlocked_config_;
  const imgpkg::ImagesLock& lock_;
  std::set<size_t> locked_;
};

}  // namespace

std::string UnlockedImage::ToString() const {
  std::string text = image + " of " + object;
  if (!overridden.empty()) text += " (which kbld takes for " + overridden + " before it looks into the lock)";
  return text;
}

std::string StaleImage::ToString() const {
  return reference + " is locked as " + locked + ", but an override replaces it with " + wanted;
}

ImageUse FindImageUse(Resources resources, const imgpkg::ImagesLock& lock) {
  const kbld::Config unlocked_config = ConfigWithoutLocks(resources);
  const kbld::Inputs inputs = kbld::SeparateConfig(std::move(resources));
  const std::vector<kbld::SearchRule> rules = inputs.config.AllSearchRules();
  ImageLookup lookup(inputs.config, unlocked_config, lock);
  ImageUse use;
  for (const nlohmann::json& resource : inputs.resources) {
    for (const std::string& reference : kbld::FindImages(resource, rules))
      lookup.Find(reference, resource, use);
  }
  use.locked.assign(lookup.locked().begin(), lookup.locked().end());
  return use;
}

}  // namespace pkgrepo::packaging
