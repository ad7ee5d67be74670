// Images in a tar file: manifest.json, which holds manifests and configs, then each layer once as
// sha256-HEX.tar.gz. The format of `imgpkg copy --to-tar`.

#ifndef PKGREPO_IMGPKG_IMAGE_TAR_H_
#define PKGREPO_IMGPKG_IMAGE_TAR_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "imgpkg/copy_plan.h"
#include "imgpkg/copy_report.h"
#include "imgpkg/image_source.h"

namespace pkgrepo::imgpkg {

// A tar file as a source of images. The file must stay as it is meanwhile.
class ImageTar : public ImageSource {
 public:
  // Throws Error if the file is not there, is not a tar, or its manifest.json is malformed.
  explicit ImageTar(const std::string& path);

  const std::vector<CopyItem>& items() const { return items_; }
  bool HasLayer(const Digest& digest) const { return layers_.contains(digest); }

  // The bytes agree with the digest. Throws Error if they are not there.
  std::string ReadManifest(const oci::Descriptor& manifest) const override;
  // A layer's bytes are not checked: a registry does that. Throws Error if they are not there.
  std::unique_ptr<net::HttpBody> OpenBlob(const oci::Descriptor& blob) const override;
  // Of a layer that the file lacks: where the image was.
  std::optional<oci::Repository> RepositoryOf(const oci::Descriptor& blob) const override;

 private:
  struct Extent {
    int64_t offset = 0;
    int64_t size = 0;
  };

  void KeepContent();
  std::string ReadIndexOfLayers();
  void FindMissingLayers();

  // Of the content, if `path_` could be read only once.
  std::unique_ptr<TempDir> directory_;
  std::string path_;
  std::vector<CopyItem> items_;
  // Manifests, indexes and configs.
  std::map<Digest, std::string> texts_;
  std::map<Digest, Extent> layers_;
  std::map<Digest, oci::Repository> missing_layers_;
};

// Writes the items with their layers to a tar file that replaces `path` at the end; `source_of` gives the
// source of an item. A device or a pipe is written to as it is. Layers that the file at `path` has already are taken from
// it if `options.resume` is set. Throws Error; a failure leaves the old file.
void WriteImageTar(const std::vector<CopyItem>& items,
                   const std::function<const ImageSource&(const CopyItem&)>& source_of,
                   const std::string& path, const CopyOptions& options, const CopyReport& report);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_IMAGE_TAR_H_
