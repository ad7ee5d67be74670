// Images into a tar file, out of it into a repository, or from registry to repository: what `kbld package`,
// `unpackage` and `relocate` do. All images go to one repository, under their digests and tagged
// `kbld-sha256-HEX`.

#ifndef PKGREPO_KBLD_RELOCATION_H_
#define PKGREPO_KBLD_RELOCATION_H_

#include <functional>
#include <string>
#include <vector>

#include "kbld/lock_files.h"
#include "oci/reference.h"
#include "oci/registry_client.h"

namespace pkgrepo::kbld {

struct RelocationOptions {
  // Blobs at the same time; at least 1.
  int concurrency = 5;
  // Told what happens, a line at a time without a newline.
  std::function<void(const std::string&)> progress = {};
};

// Throws Error for the first that is not a digest reference.
void RequireDigestReferences(const std::vector<std::string>& references);

// The repository that --repository names. Throws Error("Building import repository ref: …").
oci::Repository ParseDestination(const std::string& text);

// Writes the images, all of them digest references, to a tar file, which replaces `tar_path` at the end.
// Throws Error.
void PackageImages(const std::vector<std::string>& references, const std::string& tar_path,
                   const oci::RegistryClient& registry, const RelocationOptions& options);

// Puts the images of a tar file into a repository. The result says where each reference is now.
ResolvedImages UnpackageImages(const std::string& tar_path, const oci::Repository& destination,
                               const oci::RegistryClient& registry, const RelocationOptions& options);

// Copies the images, all of them digest references, from registry to registry.
ResolvedImages RelocateImages(const std::vector<std::string>& references, const oci::Repository& destination,
                              const oci::RegistryClient& registry, const RelocationOptions& options);

// Throws one Error that lists all references which `images` lacks.
void RequireImages(const std::vector<std::string>& references, const ResolvedImages& images);

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_RELOCATION_H_
