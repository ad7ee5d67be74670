// Moves images into a repository of a registry, byte for byte: from a layout, from another registry, from a
// tar file.

#ifndef PKGREPO_IMGPKG_TRANSFER_H_
#define PKGREPO_IMGPKG_TRANSFER_H_

#include <memory>
#include <optional>
#include <string>

#include "net/http_client.h"
#include "oci/image.h"
#include "oci/reference.h"
#include "oci/registry_client.h"

namespace pkgrepo::imgpkg {

// Where an image comes from.
class ImageSource {
 public:
  virtual ~ImageSource() = default;
  // A manifest or an index, exactly as it is. Throws Error if it is not there or damaged.
  virtual std::string ReadManifest(const oci::Descriptor& manifest) const = 0;
  // Called from several threads at once. The body must not outlive the source.
  virtual std::unique_ptr<net::HttpBody> OpenBlob(const oci::Descriptor& blob) const = 0;
  // Where a registry may take the blobs from by itself; nullopt if they are in none.
  virtual std::optional<oci::Repository> repository() const { return std::nullopt; }
};

struct TransferOptions {
  bool include_non_distributable_layers = false;
  // Blobs at the same time; at least 1.
  int concurrency = 5;
};

// Puts an image, or an index with all its images, into `destination` under its digest. Blobs that are there
// already are not sent. Throws Error; what was uploaded before a failure stays.
void TransferImage(const ImageSource& source, const oci::Descriptor& image,
                   const oci::Repository& destination, const oci::RegistryClient& registry,
                   const TransferOptions& options);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_TRANSFER_H_
