#include "imgpkg/copy_report.h"

#include "imgpkg/image_walk.h"

namespace pkgrepo::imgpkg {

void CopyReport::Line(const std::string& text) const {
  if (options_.progress) options_.progress("copy | " + text + "\n");
}

void CopyReport::Exporting(const std::vector<CopyItem>& items) const {
  const std::string count = std::to_string(items.size());
  Line("exporting " + count + " images...");
  for (const CopyItem& item : items) Line("will export " + item.reference.ToString());
  Line("exported " + count + " images");
}

void CopyReport::NoteSkippedLayers(const CopyItem& item, const ImageSource& source,
                                   const oci::Repository& place) {
  WalkImage(item.descriptor, source, [&](const oci::Descriptor& manifest, const std::string& bytes) {
    if (oci::IsIndexMediaType(manifest.media_type)) return;
    SkippedLayers skipped{.image = oci::Reference::WithDigest(place, manifest.digest).ToString(), .layers = {}};
    for (const oci::Descriptor& layer : oci::Manifest::Parse(bytes).layers) {
      if (oci::IsNonDistributableLayer(layer.media_type)) skipped.layers.push_back(layer.digest.ToString());
    }
    if (!skipped.layers.empty()) skipped_.push_back(std::move(skipped));
  });
}

void CopyReport::Finish() const {
  if (options_.include_non_distributable_layers) {
    if (skipped_.empty()) {
      Line(
          "Warning: '--include-non-distributable-layers' flag provided, but no images contained a "
          "non-distributable layer.");
    }
    return;
  }
  if (skipped_.empty()) return;
  Line(
      "Warning: Skipped the followings layer(s) due to it being non-distributable. If you would like to "
      "include "
      "non-distributable layers, use the --include-non-distributable-layers flag");
  for (const SkippedLayers& skipped : skipped_) {
    Line(" - Image: " + skipped.image);
    Line("   Layers:");
    for (const std::string& layer : skipped.layers) Line("     - " + layer);
  }
}

}  // namespace pkgrepo::imgpkg
