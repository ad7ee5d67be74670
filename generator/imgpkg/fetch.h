// Images on their way out of registries: manifests in memory, blobs in a temporary folder that goes with the
// fetcher.

#ifndef PKGREPO_IMGPKG_FETCH_H_
#define PKGREPO_IMGPKG_FETCH_H_

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/temp_dir.h"
#include "imgpkg/image_source.h"
#include "net/http_client.h"
#include "oci/image.h"
#include "oci/layout.h"
#include "oci/reference.h"
#include "oci/registry_client.h"

namespace pkgrepo::imgpkg {

// An image or an index, as the registry has it.
struct FetchedImage {
  // By digest.
  oci::Reference reference;
  oci::FetchedManifest fetched;
  // Neither is set for an index.
  std::optional<oci::Manifest> manifest = {};
  std::optional<oci::ImageConfig> config = {};

  bool is_index() const { return !manifest; }
  bool is_bundle() const;
};

// Whether a registry that answers so has no such image, or does not show it: 401, 403 or 404.
bool IsHidden(const oci::RegistryError& error);

class ImageFetcher {
 public:
  // The registry is kept and must outlive the fetcher.
  explicit ImageFetcher(const oci::RegistryClient& registry);

  const oci::RegistryClient& registry() const { return registry_; }

  // Throws Error("Fetching image: …").
  FetchedImage Fetch(const oci::Reference& reference) const;
  // The bytes of a manifest or index. Thread-safe, as all of this; what was had once is not asked for again.
  std::string ReadManifest(const oci::Repository& repository, const Digest& digest) const;
  // A blob, fetched unless it is here already, and checked. The body must not outlive the fetcher.
  std::unique_ptr<net::HttpBody> OpenBlob(const oci::Repository& repository,
                                          const oci::Descriptor& blob) const;

 private:
  void Remember(const oci::FetchedManifest& fetched) const;

  const oci::RegistryClient& registry_;
  TempDir directory_;
  oci::Layout blobs_;
  mutable std::mutex mutex_;
  mutable std::map<Digest, std::string> manifests_;
  mutable size_t manifest_bytes_ = 0;
};

// One repository of a registry as a source.
class RegistrySource : public ImageSource {
 public:
  // The fetcher is kept and must outlive the source.
  RegistrySource(const ImageFetcher& fetcher, oci::Repository repository)
      : fetcher_(fetcher), repository_(std::move(repository)) {}

  std::string ReadManifest(const oci::Descriptor& manifest) const override;
  std::unique_ptr<net::HttpBody> OpenBlob(const oci::Descriptor& blob) const override;
  std::optional<oci::Repository> RepositoryOf(const oci::Descriptor&) const override { return repository_; }

 private:
  const ImageFetcher& fetcher_;
  const oci::Repository repository_;
};

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_FETCH_H_
