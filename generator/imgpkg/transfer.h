// Moves images into a repository of a registry, byte for byte: from a layout, from another registry, from a
// tar file.

#ifndef PKGREPO_IMGPKG_TRANSFER_H_
#define PKGREPO_IMGPKG_TRANSFER_H_

#include "imgpkg/image_source.h"
#include "oci/image.h"
#include "oci/reference.h"
#include "oci/registry_client.h"

namespace pkgrepo::imgpkg {

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
