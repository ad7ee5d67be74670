// FindImageUse of manifests.h.

#include <optional>

#include "base/error.h"
#include "kbld/config.h"
#include "kbld/image_search.h"
#include "kbld/resource.h"
#include "oci/reference.h"
#include "packaging/manifests.h"

namespace pkgrepo::packaging {
namespace {

// "" for what is no reference.
std::string RepositoryOf(const std::string& reference) {
  try {
    return oci::Reference::Parse(reference).repository().ToString();
  } catch (const Error&) {
    return "";
  }
}

class ImageLookup {
 public:
  ImageLookup(const kbld::Config& config, const imgpkg::ImagesLock& lock) : config_(config), lock_(lock) {}

  void Find(const std::string& reference, const nlohmann::json& object, ImageUse& use) {
    const kbld::Override* found = nullptr;
    for (const kbld::Override& candidate : config_.overrides) {
      if (!candidate.match.Matches(reference)) continue;
      if (found == nullptr) {
        found = &candidate;
      } else if (IsHidden(candidate, *found)) {
        use.hidden_overrides.insert(reference + " to " + candidate.new_image);
      }
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
  // Whether an override that comes after the one that wins would have given something else.
  static bool IsHidden(const kbld::Override& later, const kbld::Override& winner) {
    return winner.preresolved && !later.new_image.empty() && !later.preresolved &&
           RepositoryOf(later.new_image) != RepositoryOf(winner.new_image);
  }

  // Entries are known by their digest references.
  std::optional<size_t> IndexOf(const std::string& image) const {
    for (size_t i = 0; i < lock_.images.size(); ++i) {
      if (lock_.images[i].image == image) return i;
    }
    return std::nullopt;
  }

  const kbld::Config& config_;
  const imgpkg::ImagesLock& lock_;
  std::set<size_t> locked_;
};

}  // namespace

std::string UnlockedImage::ToString() const {
  std::string text = image + " of " + object;
  if (!overridden.empty()) text += " (which kbld takes for " + overridden + " before it looks into the lock)";
  return text;
}

ImageUse FindImageUse(Resources resources, const imgpkg::ImagesLock& lock) {
  const kbld::Inputs inputs = kbld::SeparateConfig(std::move(resources));
  const std::vector<kbld::SearchRule> rules = inputs.config.AllSearchRules();
  ImageLookup lookup(inputs.config, lock);
  ImageUse use;
  for (const nlohmann::json& resource : inputs.resources) {
    for (const std::string& reference : kbld::FindImages(resource, rules))
      lookup.Find(reference, resource, use);
  }
  use.locked.assign(lookup.locked().begin(), lookup.locked().end());
  return use;
}

}  // namespace pkgrepo::packaging
