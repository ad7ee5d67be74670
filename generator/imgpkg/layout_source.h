// An image layout as a source of images, and another source for what it lacks.

#ifndef PKGREPO_IMGPKG_LAYOUT_SOURCE_H_
#define PKGREPO_IMGPKG_LAYOUT_SOURCE_H_

#include <memory>
#include <optional>
#include <string>

#include "imgpkg/image_source.h"
#include "oci/layout.h"

namespace pkgrepo::imgpkg {

class LayoutSource : public ImageSource {
 public:
  // `rest` has what the layout lacks, such as the layers of a base image, unless it is null. Both are kept and must outlive the
  // source.
  LayoutSource(const oci::Layout& layout, const ImageSource* rest) : layout_(layout), rest_(rest) {}

  std::string ReadManifest(const oci::Descriptor& manifest) const override;
  std::unique_ptr<net::HttpBody> OpenBlob(const oci::Descriptor& blob) const override;
  std::optional<oci::Repository> RepositoryOf(const oci::Descriptor& blob) const override;

 private:
  bool IsLacking(const oci::Descriptor& content) const { return rest_ != nullptr && !layout_.HasBlob(content.digest); }

  const oci::Layout& layout_;
  const ImageSource* rest_;
};

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_LAYOUT_SOURCE_H_
