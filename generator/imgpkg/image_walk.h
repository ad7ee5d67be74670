// What an image consists of when it may be an index of images, which may be indexes again.

#ifndef PKGREPO_IMGPKG_IMAGE_WALK_H_
#define PKGREPO_IMGPKG_IMAGE_WALK_H_

#include <functional>
#include <string>

#include "imgpkg/image_source.h"
#include "oci/image.h"

namespace pkgrepo::imgpkg {

// Images and indexes below one index. Thousands are far above any that is in use.
inline constexpr size_t kMaxIndexedImages = 10'000;

// Calls `visit` with each manifest and index that `image` leads to, once for each digest, itself last and an index after
// all that it holds. Throws Error for indexes that are nested deeper than oci::kMaxIndexDepth or hold too many.
void WalkImage(const oci::Descriptor& image, const ImageSource& source,
               const std::function<void(const oci::Descriptor& manifest, const std::string& bytes)>& visit);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_IMAGE_WALK_H_
