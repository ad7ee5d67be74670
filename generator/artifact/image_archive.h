// A container image in one file, for `docker load`, skopeo, or a network that has no registry: a
// tar of an OCI image layout, with all layers. Of an image for one platform it is a tar as `docker
// save` writes it, too.
//
//   WriteImageArchive({.repository = "ghcr.io/acme/hello", .tag = "1.0", .manifest = manifest},
//                     source, "hello.tar");
//
// The same image gives the same bytes.
//
// https://github.com/opencontainers/image-spec/blob/main/image-layout.md,
// https://github.com/moby/docker-image-spec/blob/main/v1.2.md#combined-image-json--filesystem-changeset-format

#ifndef PKGREPO_ARTIFACT_IMAGE_ARCHIVE_H_
#define PKGREPO_ARTIFACT_IMAGE_ARCHIVE_H_

#include <string>

#include "imgpkg/image_source.h"
#include "packaging/records.h"

namespace pkgrepo::artifact {

// Returns whether it was written: a file that this has written for the same image before is left
// alone. Throws Error if the source lacks something, or has it with another digest; what was at
// `path` is still there then.
bool WriteImageArchive(const packaging::BundleRecord& image, const imgpkg::ImageSource& source,
                       const std::string& path);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_IMAGE_ARCHIVE_H_
