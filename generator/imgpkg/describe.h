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
  // Lists the layers' digests; of an index those of its image for linux/amd64.
  bool layers = true;
  // Lists cosign's signatures.
  bool cosign_artifacts = true;
  int concurrency = 5;
};

struct DescribedImage {
  // "Bundle", "Image", "Signature" (cosign's) or "Internal" (where imgpkg keeps ImageLocations).
  std::string type;
  // By digest; by tag if there is an error.
  oci::Reference image;
  // What the lock says.
  std::string origin;
  std::map<std::string, std::string> annotations = {};
  std::vector<Digest> layers = {};
  // Why no more is known of it, in upstream's words; mostly empty.
  std::string error = {};
  // Of a bundle, by digest; what has an error by its reference.
  std::map<std::string, DescribedImage> bundles = {};
  std::map<std::string, DescribedImage> images = {};
};

// `bundle` is a reference. Throws Error("Only bundles can be described, and BUNDLE is not a bundle") and what
// reading a bundle throws.
DescribedImage DescribeBundle(const std::string& bundle, const oci::RegistryClient& registry,
                              const DescribeOptions& options);

// Upstream's text and YAML, in the pieces in which it prints them.
std::vector<std::string> DescriptionAsText(const DescribedImage& bundle);
std::vector<std::string> DescriptionAsYaml(const DescribedImage& bundle);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_DESCRIBE_H_
