// What is wrong with rendered manifests, before a cluster says so.
//
//   std::vector<Resource> resources = kbld::ParseResources(yaml, "rendered/default.yaml");
//   for (const std::string& finding : CheckObjects(resources)) …
//
// Findings are whole sentences that name the object. None means that all is well.

#ifndef PKGREPO_PACKAGING_MANIFESTS_H_
#define PKGREPO_PACKAGING_MANIFESTS_H_

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "imgpkg/images_lock.h"

namespace pkgrepo::packaging {

using Resources = std::vector<nlohmann::json>;

// Whether the resource is configuration of kapp, such as its own rules for objects.
bool IsKappConfig(const nlohmann::json& resource);

// Whether there is anything but configuration of kbld and kapp. kapp refuses to deploy nothing.
bool HasObjects(const Resources& resources);

// Every object has apiVersion, kind and a name; it is defined once, or with equal content; and its metadata,
// kapp's annotations, and the fields of kapp-controller's own kinds are such that a cluster accepts them.
// Configurations of kbld and kapp need no name. `origins` are where the objects come from, one each, or "".
std::vector<std::string> CheckObjects(const Resources& resources,
                                      const std::vector<std::string>& origins = {});

// Every kapp change rule has its form, and names a change group that an object, or kapp itself, has.
// https://carvel.dev/kapp/docs/latest/apply-ordering/
std::vector<std::string> CheckOrdering(const Resources& resources);

// An image of the manifests that is missing from the lock.
struct UnlockedImage {
  std::string object;
  // What kbld asks a registry for.
  std::string image;
  // The reference in the object, if an override before the lock replaces it with `image`; else empty.
  std::string overridden;

  auto operator<=>(const UnlockedImage&) const = default;

  // "app:2 of pod/web (v1) cluster", and why.
  std::string ToString() const;
};

// An image that is locked as something other than what an override names now: the lock comes first, so the override has
// no effect.
struct StaleImage {
  std::string reference;
  // The digest reference in the lock.
  std::string locked;
  // What the override names.
  std::string wanted;

  auto operator<=>(const StaleImage&) const = default;

  // "app:1 is locked as app@sha256:…, but an override replaces it with app:2"
  std::string ToString() const;
};

struct ImageUse {
  // Indexes into the lock's images.
  std::vector<size_t> locked;
  // In the order of the manifests.
  std::vector<UnlockedImage> unlocked;
  std::set<StaleImage> stale;
};

// Looks up all images of `resources` as kbld does: the first that matches wins, be it an override of a configuration
// among them or an entry of the lock, which is among them as well.
ImageUse FindImageUse(Resources resources, const imgpkg::ImagesLock& lock);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_MANIFESTS_H_
