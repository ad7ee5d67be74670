// FindImageUse of manifests.h.

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "kbld/config.h"
#include "kbld/image_search.h"
#include "kbld/resource.h"
#include "packaging/manifests.h"

namespace pkgrepo::packaging {
namespace {

// Entries of a lock by all the names under which manifests may use them: the reference that was resolved, and
// the digest reference itself.
std::map<std::string, size_t> IndexOf(const imgpkg::ImagesLock& lock) {
  std::map<std::string, size_t> index;
  for (size_t i = 0; i < lock.images.size(); ++i) {
    const imgpkg::LockedImage& locked = lock.images[i];
    index.try_emplace(locked.image, i);
    const auto id = locked.annotations.find(std::string(kbld::kIdAnnotation));
    if (id != locked.annotations.end()) index[id->second] = i;
  }
  return index;
}

// What kbld's configuration makes of a reference before it is resolved.
std::string Overridden(const std::string& reference, const kbld::Config& config) {
  for (const kbld::Override& override_rule : config.overrides) {
    if (override_rule.match.Matches(reference) && !override_rule.new_image.empty())
      return override_rule.new_image;
  }
  return reference;
}

}  // namespace

ImageUse FindImageUse(Resources resources, const imgpkg::ImagesLock& lock) {
  const std::map<std::string, size_t> index = IndexOf(lock);
  const kbld::Inputs inputs = kbld::SeparateConfig(std::move(resources));
  const std::vector<kbld::SearchRule> rules = inputs.config.AllSearchRules();
  std::set<size_t> locked;
  ImageUse use;
  for (const nlohmann::json& resource : inputs.resources) {
    for (const std::string& reference : kbld::FindImages(resource, rules)) {
      auto found = index.find(reference);
      if (found == index.end()) found = index.find(Overridden(reference, inputs.config));
      if (found != index.end()) {
        locked.insert(found->second);
      } else {
        use.unlocked.push_back({.object = kbld::DescribeResource(resource), .image = reference});
      }
    }
  }
  use.locked.assign(locked.begin(), locked.end());
  return use;
}

}  // namespace pkgrepo::packaging
