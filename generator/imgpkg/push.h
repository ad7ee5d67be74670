// Publishes what a layout holds, byte for byte.
//
//   const auto target = oci::Reference::Parse("ghcr.io/acme/app:1.0");
//   oci::Reference pushed = PushImage(layout, bundle.manifest, target, registry);
//
// A blob that the repository has already is not sent again. What the layout lacks, such as the layers of a base image, comes
// from another repository: the registry takes it from there by itself where it can.

#ifndef PKGREPO_IMGPKG_PUSH_H_
#define PKGREPO_IMGPKG_PUSH_H_

#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "oci/image.h"
#include "oci/layout.h"
#include "oci/reference.h"
#include "oci/registry_client.h"

namespace pkgrepo::imgpkg {

// "sha256-HEX.imgpkg": the tag that keeps a digest alive in a registry.
std::string DigestTag(const Digest& digest);

// Uploads an image with its blobs, or an index with all its images, and puts it under `target`'s tag (none
// for a digest reference) and its DigestTag(). Returns the digest reference. Throws Error if the registry
// ends up with anything else. `rest` has what the layout lacks, if anything.
oci::Reference PushImage(const oci::Layout& layout, const oci::Descriptor& manifest,
                         const oci::Reference& target, const oci::RegistryClient& registry,
                         const std::optional<oci::Repository>& rest = {});

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_PUSH_H_
