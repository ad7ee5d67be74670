// Where a bundle's images are: beside the bundle, if it was copied with them, else where its ImagesLock says.

#ifndef PKGREPO_IMGPKG_BUNDLE_IMAGES_H_
#define PKGREPO_IMGPKG_BUNDLE_IMAGES_H_

#include <optional>
#include <vector>

#include "imgpkg/fetch.h"
#include "imgpkg/images_lock.h"
#include "oci/reference.h"

namespace pkgrepo::imgpkg {

// Bundles in bundles in bundles: far above what anybody builds. More are refused.
inline constexpr int kMaxBundleNesting = 100;

struct BundleImage {
  LockedImage locked;
  // In the bundle's own repository if `beside_bundle`, else as locked.
  oci::Reference place;
  bool beside_bundle = false;
  // Known if the bundle has ImageLocations.
  std::optional<bool> is_bundle = {};
};

// One for each image of the lock, in its order. Asks the bundle's registry for each, `concurrency` at a time,
// unless ImageLocations tell. An image that the registry does not have or does not give counts as not beside.
std::vector<BundleImage> LocateImages(const ImageFetcher& fetcher, const oci::Reference& bundle,
                                      const ImagesLock& lock, int concurrency);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_BUNDLE_IMAGES_H_
