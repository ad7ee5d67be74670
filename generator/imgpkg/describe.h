// Lists what a bundle holds: its images, and its bundles with theirs.

#ifndef PKGREPO_IMGPKG_DESCRIBE_H_
#define PKGREPO_IMGPKG_DESCRIBE_H_

#include <map>
#include <string>
#include <vector>

#include "oci/reference.h"
#include "oci/registry_client.h"

namespace pkgrepo::imgpkg {

struct DescribeOptions {
  // Lists the layers' digests.
  bool layers = true;
  // Lists cosign's signatures, attestations and SBOMs, and imgpkg's own image of locations.
  bool cosign_artifacts = true;
  int concurrency = 5;
};

struct DescribedImage {
  // "Image", "Signature" or "Internal"; "Bundle" for one with content of its own.
  std::string type;
  oci::Reference image;
  // What the lock says.
  std::string origin;
  std::map<std::string, std::string> annotations;
  std::vector<Digest> layers;
  // Of a bundle, sorted by digest: images and bundles in one list.
  std::vector<DescribedImage> content;
};

// Throws Error("Only bundles can be described, and REF is not a bundle") and what reading a bundle throws.
DescribedImage DescribeBundle(const oci::Reference& bundle, const oci::RegistryClient& registry,
                              const DescribeOptions& options);

std::string DescriptionAsText(const DescribedImage& bundle);
std::string DescriptionAsYaml(const DescribedImage& bundle);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_DESCRIBE_H_
