// Images on their way out of registries: manifests in memory, blobs in a temporary folder that goes with the
// fetcher.

#ifndef PKGREPO_IMGPKG_FETCH_H_
#define PKGREPO_IMGPKG_FETCH_H_

#include <memory>
#include <optional>
#include <string>

#include "base/temp_dir.h"
#include "imgpkg/images_lock.h"
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

class ImageFetcher {
 public:
  // The registry is kept and must outlive the fetcher.
  explicit ImageFetcher(const oci::RegistryClient& registry);

  const oci::RegistryClient& registry() const { return registry_; }

  // Throws Error("Fetching image: …").
  FetchedImage Fetch(const oci::Reference& reference) const;
  // A blob, fetched unless it is here already, and checked. Thread-safe; the body must not outlive the
  // fetcher.
  std::unique_ptr<net::HttpBody> OpenBlob(const oci::Repository& repository,
                                          const oci::Descriptor& blob) const;

  // The ImagesLock in a bundle of one layer of Docker's type. Throws Error("Reading ImagesLock file: …").
  ImagesLock ReadImagesLock(const FetchedImage& bundle) const;

 private:
  const oci::RegistryClient& registry_;
  TempDir directory_;
  oci::Layout blobs_;
};

// An image's only layer. Throws Error with upstream's words if there are more, or it is not of Docker's type.
const oci::Descriptor& OnlyLayer(const FetchedImage& bundle);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_FETCH_H_
