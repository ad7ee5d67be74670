// What a Package fetches from registries.

#ifndef PKGREPO_PACKAGING_FETCHED_IMAGES_H_
#define PKGREPO_PACKAGING_FETCHED_IMAGES_H_

#include <string>
#include <vector>

#include "base/error.h"

namespace pkgrepo::packaging {

// One `image` or `imgpkgBundle` among spec.template.spec.fetch.
struct FetchedImage {
  std::string reference;
  // A tag may lead elsewhere tomorrow.
  bool by_digest = false;
  Position position;
};

// The images of the Package in `text`, in order. Throws Error with file and line if it is none.
std::vector<FetchedImage> FindFetchedImages(const std::string& file, const std::string& text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_FETCHED_IMAGES_H_
