// Fetches images and bundles into folders.
//
//   const auto bundle = oci::Reference::Parse("ghcr.io/acme/app:1.0");
//   PullResult result = PullBundle(bundle, "vendor/app", registry, {});
//
// The output folder is replaced as a whole: the image is unpacked beside it and takes its place once
// everything has arrived and its digests agree. A failure leaves the old folder.
//
// Layers are hostile: names that leave the folder are refused, links and devices are passed over, sizes are
// bounded.

#ifndef PKGREPO_IMGPKG_PULL_H_
#define PKGREPO_IMGPKG_PULL_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "imgpkg/images_lock.h"
#include "oci/reference.h"
#include "oci/registry_client.h"

namespace pkgrepo::imgpkg {

struct PullOptions {
  // Also fetches the bundles that the bundle names, into .imgpkg/bundles/sha256-HEX.
  bool recursive = false;
  // Refuses a bundle where an image is asked for.
  bool refuse_bundle = true;
  // Told what happens, in upstream's words, newlines included.
  std::function<void(const std::string&)> progress = {};
};

struct PullResult {
  // What was fetched, by digest.
  oci::Reference image;
  // Of a bundle: whether images.yml was rewritten to name the bundle's own repository.
  bool lock_relocated = false;
};

// Throws Error if the reference is an index, or a bundle and `refuse_bundle` is set.
PullResult PullImage(const oci::Reference& image, const std::string& output,
                     const oci::RegistryClient& registry, const PullOptions& options);
// Throws Error if the reference is not a bundle. images.yml is rewritten as upstream does, if all images are
// beside it.
PullResult PullBundle(const oci::Reference& bundle, const std::string& output,
                      const oci::RegistryClient& registry, const PullOptions& options);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_PULL_H_
