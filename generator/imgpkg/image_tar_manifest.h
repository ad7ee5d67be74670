// manifest.json of an image tar: what it says of each image, and how that is written.

#ifndef PKGREPO_IMGPKG_IMAGE_TAR_MANIFEST_H_
#define PKGREPO_IMGPKG_IMAGE_TAR_MANIFEST_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "imgpkg/copy_plan.h"
#include "imgpkg/image_source.h"

namespace pkgrepo::imgpkg {

struct ImageTarManifest {
  std::vector<CopyItem> items;
  // Manifests, indexes and configs, their digests checked.
  std::map<Digest, std::string> texts;

  // Throws Error if the text is not such a manifest or a digest does not agree.
  static ImageTarManifest Parse(std::string_view json);
};

// Upstream's bytes: compact, sorted by digest, no newline at the end.
std::string PrintImageTarManifest(const std::vector<CopyItem>& items,
                                  const std::function<const ImageSource&(const CopyItem&)>& source_of);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_IMAGE_TAR_MANIFEST_H_
