// Makes images and bundles out of files, without a network: the digest is known before anything is pushed.
//
//   oci::Layout layout = oci::Layout::Create("build/registry");
//   BuiltImage bundle = BuildBundle({.paths = {"packages/contour/1.22.3/bundle"}}, layout);
//   bundle.manifest.digest.ToString()    // what the registry will say after PushImage()
//
// The same files give the same digest on every machine: names, owners' mode bits and content count, nothing
// else does.

#ifndef PKGREPO_IMGPKG_BUNDLE_H_
#define PKGREPO_IMGPKG_BUNDLE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "oci/image.h"
#include "oci/layout.h"

namespace pkgrepo::imgpkg {

// The label by which a bundle is known from an image.
inline constexpr std::string_view kBundleLabel = "dev.carvel.imgpkg.bundle";

// One entry of a layer.
struct ContentEntry {
  // In the image: "." or "config/app.yml".
  std::string name;
  // On disk.
  std::string path;
  bool is_directory = false;
  uint64_t mode = 0;
  int64_t size = 0;
};

struct ContentOptions {
  // Folders, whose content goes in without their own names, and files, which go in by their base names; as
  // `-f`.
  std::vector<std::string> paths;
  // Whole paths in the image that stay out, with all below them; no patterns.
  std::vector<std::string> exclusions = {".git"};
  // Keeps the bits of group and others.
  bool preserve_permissions = false;
  std::map<std::string, std::string> labels;
  // Told of each entry as it goes into the layer.
  std::function<void(const ContentEntry&)> progress;
};

struct BuiltImage {
  oci::Descriptor manifest;
  oci::Descriptor config;
  oci::Descriptor layer;
  // What went in, in the order of the layer: what a dependency file lists.
  std::vector<ContentEntry> entries;
};

// The entries that an image of these paths has, in the order of its layer. Throws Error with upstream's words
// for duplicate names, symbolic links and missing paths.
std::vector<ContentEntry> ListContent(const ContentOptions& options);

// Writes layer, config and manifest into the layout. Throws Error as ListContent, and if a file changes
// meanwhile.
BuiltImage BuildImage(const ContentOptions& options, const oci::Layout& layout);
// The same with the bundle label, after checking that `.imgpkg/images.yml` is there once, in one of the
// folders given. What images.yml says is not looked at.
BuiltImage BuildBundle(const ContentOptions& options, const oci::Layout& layout);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_BUNDLE_H_
