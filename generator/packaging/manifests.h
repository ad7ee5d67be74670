// What is wrong with rendered manifests, before a cluster says so.
//
//   std::vector<Resource> resources = kbld::ParseResources(yaml, "rendered/default.yaml");
//   for (const std::string& finding : CheckObjects(resources)) …
//
// Findings are whole sentences that name the object. None means that all is well.

#ifndef PKGREPO_PACKAGING_MANIFESTS_H_
#define PKGREPO_PACKAGING_MANIFESTS_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "imgpkg/images_lock.h"

namespace pkgrepo::packaging {

using Resources = std::vector<nlohmann::json>;

// Every object has apiVersion, kind and a name; it is defined once, or with equal content; and its metadata,
// kapp's annotations, and the fields of kapp-controller's own kinds are such that a cluster takes them.
// Configurations of kbld and kapp need no name.
std::vector<std::string> CheckObjects(const Resources& resources);

// Every kapp change rule has its form, and names a change group that an object, or kapp itself, has.
// https://carvel.dev/kapp/docs/latest/apply-ordering/
std::vector<std::string> CheckOrdering(const Resources& resources);

// An image of the manifests that a lock has not.
struct UnlockedImage {
  std::string object;
  std::string image;

  auto operator<=>(const UnlockedImage&) const = default;
};

struct ImageUse {
  // Indexes into the lock's images.
  std::vector<size_t> locked;
  // In the order of the manifests.
  std::vector<UnlockedImage> unlocked;
};

// Looks up all images of `resources`, found as kbld does with its configuration among them.
ImageUse FindImageUse(Resources resources, const imgpkg::ImagesLock& lock);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_MANIFESTS_H_
