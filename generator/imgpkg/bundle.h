// Makes images and bundles out of files, without a network: the digest is known before anything is pushed.
//
//   oci::Layout layout = oci::Layout::Create("build/registry");
//   BuiltImage bundle = BuildBundle({.content = {.paths = {"packages/contour/1.22.3/bundle"}}}, layout);
//   bundle.manifest.digest.ToString()    // what the registry will say after PushImage()
//
// The same files give the same digest on every machine: names, owners' mode bits and content count, nothing
// else does.

#ifndef PKGREPO_IMGPKG_BUNDLE_H_
#define PKGREPO_IMGPKG_BUNDLE_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "imgpkg/content.h"
#include "oci/image.h"
#include "oci/layout.h"

namespace pkgrepo::imgpkg {

// The label by which a bundle is known from an image.
inline constexpr std::string_view kBundleLabel = "dev.carvel.imgpkg.bundle";

struct ImageOptions {
  ContentOptions content = {};
  std::map<std::string, std::string> labels = {};
  // Told of each entry as it goes into the layer.
  std::function<void(const ContentEntry&)> progress = {};
};

struct BuiltImage {
  oci::Descriptor manifest;
  oci::Descriptor config;
  oci::Descriptor layer;
  // What went in, in the order of the layer: what a dependency file lists.
  std::vector<ContentEntry> entries;
};

// Writes layer, config and manifest into the layout. Throws Error with upstream's words for what ListContent
// refuses, for paths that make a bundle, and if a file changes meanwhile.
BuiltImage BuildImage(const ImageOptions& options, const oci::Layout& layout);
// The same with the bundle label, if WhyNotBundle has nothing to say.
BuiltImage BuildBundle(const ImageOptions& options, const oci::Layout& layout);
// A bundle of entries that were chosen otherwise, which must be those of one.
BuiltImage BuildBundle(std::vector<ContentEntry> entries, const oci::Layout& layout);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_BUNDLE_H_
