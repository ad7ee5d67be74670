// FindImageUse of manifests.h.

#include <algorithm>
#include <iterator>
#include <map>

#include "kbld/config.h"
#include "kbld/image_search.h"
#include "kbld/resource.h"
#include "packaging/image_reference.h"
#include "packaging/locked_override.h"
#include "packaging/manifests.h"

namespace pkgrepo::packaging {
namespace {

kbld::Config ConfigOf(Resources resources) { return kbld::SeparateConfig(std::move(resources)).config; }

// The configuration without locks: what an image would be resolved by if nothing were locked.
kbld::Config ConfigWithoutLocks(const Resources& resources) {
  Resources configs;
  std::ranges::copy_if(resources, std::back_inserter(configs), kbld::IsConfig);
  return ConfigOf(std::move(configs));
}

// How many overrides come before the lock, which no entry of it can take the place of.
size_t CountOverridesBeforeLock(const Resources& resources) {
  const auto lock = std::ranges::find_if(resources, kbld::IsImagesLock);
  Resources configs;
  std::copy_if(resources.begin(), lock, std::back_inserter(configs), kbld::IsConfig);
  return ConfigOf(std::move(configs)).overrides.size();
}

class ImageLookup {
 public:
  ImageLookup(const kbld::Config& config, size_t overrides_before_lock, const kbld::Config& unlocked_config,
              const imgpkg::ImagesLock& lock)
      : config_(config), overrides_before_lock_(overrides_before_lock), unlocked_config_(unlocked_config) {
    for (size_t i = 0; i < lock.images.size(); ++i) indexes_.emplace(CanonicalImage(lock.images[i].image), i);
  }

  void Find(const std::string& reference, const nlohmann::json& object, ImageUse& use) {
    const kbld::Override* found = config_.FindOverride(reference);
    const kbld::Override* wanted = unlocked_config_.FindOverride(reference);
    if (found != nullptr && wanted != nullptr && found->preresolved && !IsUpToDate(*found, *wanted)) {
      use.stale.insert({.reference = reference, .locked = found->new_image, .wanted = wanted->new_image});
    }
    const std::string image = found == nullptr || found->new_image.empty() ? reference : found->new_image;
    if (const auto index = indexes_.find(CanonicalImage(image)); index != indexes_.end()) {
      locked_.insert(index->second);
    } else {
      const bool is_before_lock =
          found != nullptr && found < config_.overrides.data() + overrides_before_lock_;
      use.unlocked.push_back({.object = kbld::DescribeResource(object),
                              .image = image,
                              .overridden = is_before_lock && image != reference ? reference : ""});
    }
  }

  const std::set<size_t>& locked() const { return locked_; }

 private:
  const kbld::Config& config_;
  const size_t overrides_before_lock_;
  const kbld::Config& unlocked_config_;
  // The lock's entries by their digest references in normal form, in which kbld has them.
  std::map<std::string, size_t> indexes_;
  std::set<size_t> locked_;
};

}  // namespace

std::string UnlockedImage::ToString() const {
  std::string text = image + " of " + object;
  if (!overridden.empty())
    text += " (with which an override replaces " + overridden + " before kbld reads the lock)";
  return text;
}

std::string StaleImage::ToString() const {
  return reference + " is locked as " + locked + ", but an override replaces it with " + wanted;
}

ImageUse FindImageUse(Resources resources, const imgpkg::ImagesLock& lock) {
  const kbld::Config unlocked_config = ConfigWithoutLocks(resources);
  const size_t overrides_before_lock = CountOverridesBeforeLock(resources);
  const kbld::Inputs inputs = kbld::SeparateConfig(std::move(resources));
  const std::vector<kbld::SearchRule> rules = inputs.config.AllSearchRules();
  ImageLookup lookup(inputs.config, overrides_before_lock, unlocked_config, lock);
  ImageUse use;
  for (const nlohmann::json& resource : inputs.resources) {
    for (const std::string& reference : kbld::FindImages(resource, rules))
      lookup.Find(reference, resource, use);
  }
  use.locked.assign(lookup.locked().begin(), lookup.locked().end());
  return use;
}

}  // namespace pkgrepo::packaging
