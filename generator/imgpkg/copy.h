// Copies images and bundles between registries, directly or through a tar file, without changing a byte of
// them.
//
//   std::vector<CopiedImage> copied = CopyToRepository(sources, destination, registry, {});
//
// A bundle is copied with all images it needs, nested bundles' included, so that the destination is whole.

#ifndef PKGREPO_IMGPKG_COPY_H_
#define PKGREPO_IMGPKG_COPY_H_

#include <functional>
#include <string>
#include <vector>

#include "imgpkg/images_lock.h"
#include "oci/reference.h"
#include "oci/registry_client.h"

namespace pkgrepo::imgpkg {

struct CopyOptions {
  // Tags the copies PATH-WITH-DASHES-sha256-HEX.imgpkg instead of sha256-HEX.imgpkg.
  bool repository_based_tags = false;
  bool include_non_distributable_layers = false;
  // Copies sha256-HEX.sig along.
  bool cosign_signatures = false;
  // Completes an existing tar: layers that are in it already are not fetched again.
  bool resume = false;
  // Transfers at the same time; at least 1.
  int concurrency = 5;
  // Told what happens, in upstream's words, newlines included.
  std::function<void(const std::string&)> progress = {};
};

// What is to be copied.
struct CopySource {
  enum class Kind { kImage, kBundle, kImagesLock };

  Kind kind = Kind::kImage;
  // For an image and a bundle; a tag is carried over to the destination.
  std::string reference = {};
  // "" or the tag that a lock file names for `reference`.
  std::string tag = {};
  // For an ImagesLock.
  ImagesLock lock = {};
};

struct CopiedImage {
  // Where it was found, and where it is now: digest references.
  std::string original;
  std::string destination;
  std::string tag;
  bool is_root_bundle = false;
};

// Returns what was copied, sorted by where it was. Throws Error; what was uploaded before a failure
// stays.
std::vector<CopiedImage> CopyToRepository(const CopySource& source, const oci::Repository& destination,
                                          const oci::RegistryClient& registry, const CopyOptions& options);
// Replaces `tar_path` once everything has arrived.
void CopyToTar(const CopySource& source, const std::string& tar_path, const oci::RegistryClient& registry,
               const CopyOptions& options);
std::vector<CopiedImage> CopyTarToRepository(const std::string& tar_path, const oci::Repository& destination,
                                             const oci::RegistryClient& registry, const CopyOptions& options);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_COPY_H_
