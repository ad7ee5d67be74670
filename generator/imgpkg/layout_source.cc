#include "imgpkg/layout_source.h"

#include "net/file_body.h"

namespace pkgrepo::imgpkg {

std::string LayoutSource::ReadManifest(const oci::Descriptor& manifest) const {
  return IsLacking(manifest) ? rest_->ReadManifest(manifest) : layout_.ReadBlob(manifest.digest);
}

std::unique_ptr<net::HttpBody> LayoutSource::OpenBlob(const oci::Descriptor& blob) const {
  if (IsLacking(blob)) return rest_->OpenBlob(blob);
  layout_.CheckSize(blob);
  return std::make_unique<net::FileBody>(layout_.BlobPath(blob.digest), 0, blob.size);
}

std::optional<oci::Repository> LayoutSource::RepositoryOf(const oci::Descriptor& blob) const {
  return IsLacking(blob) ? rest_->RepositoryOf(blob) : std::nullopt;
}

}  // namespace pkgrepo::imgpkg
