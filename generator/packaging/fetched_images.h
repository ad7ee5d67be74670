// What a Package fetches from registries.

#ifndef PKGREPO_PACKAGING_FETCHED_IMAGES_H_
#define PKGREPO_PACKAGING_FETCHED_IMAGES_H_

#include <string>
#include <vector>

#include "base/error.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {

// One `image` or `imgpkgBundle` among spec.template.spec.fetch.
struct FetchedImage {
  std::string reference;
  // A tag may point to another image tomorrow.
  bool by_digest = false;
  Position position;
};

// The images of a Package, in order. Throws Error with file and line if it is not one.
std::vector<FetchedImage> FindFetchedImages(const ConfigNode& package);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_FETCHED_IMAGES_H_
