// Where the bytes of images come from: a layout, a registry, a tar file.

#ifndef PKGREPO_IMGPKG_IMAGE_SOURCE_H_
#define PKGREPO_IMGPKG_IMAGE_SOURCE_H_

#include <memory>
#include <optional>
#include <string>

#include "imgpkg/images_lock.h"
#include "net/http_client.h"
#include "oci/image.h"
#include "oci/reference.h"

namespace pkgrepo::imgpkg {

class ImageSource {
 public:
  virtual ~ImageSource() = default;
  // A manifest or an index, exactly as it is. Throws Error if it is not there or damaged.
  virtual std::string ReadManifest(const oci::Descriptor& manifest) const = 0;
  // Called from several threads at once. The body must not outlive the source.
  virtual std::unique_ptr<net::HttpBody> OpenBlob(const oci::Descriptor& blob) const = 0;
  // Where a registry may take the blob from by itself; nullopt if it is in none.
  virtual std::optional<oci::Repository> RepositoryOf(const oci::Descriptor&) const { return std::nullopt; }
};

// An image's only layer. Throws Error with upstream's words if there are more, or it is not of Docker's type.
const oci::Descriptor& OnlyLayer(const oci::Manifest& bundle);

// The ImagesLock in a bundle. Throws Error("Reading ImagesLock file: …").
ImagesLock ReadImagesLock(const ImageSource& source, const oci::Manifest& bundle, const Digest& digest);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_IMAGE_SOURCE_H_
