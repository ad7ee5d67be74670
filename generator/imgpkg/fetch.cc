#include "imgpkg/fetch.h"

#include "base/error.h"
#include "imgpkg/bundle.h"
#include "net/file_body.h"

namespace pkgrepo::imgpkg {
namespace {

// In memory; those of a thousand images take some megabytes.
constexpr size_t kMaxManifestBytes = size_t{512} << 20;

}  // namespace

bool IsHidden(const oci::RegistryError& error) {
  return error.status() == 401 || error.status() == 403 || error.status() == 404;
}

bool FetchedImage::is_bundle() const { return config && config->labels.contains(std::string(kBundleLabel)); }

ImageFetcher::ImageFetcher(const oci::RegistryClient& registry)
    : registry_(registry), directory_("", "imgpkg-"), blobs_(oci::Layout::Create(directory_.path())) {}

FetchedImage ImageFetcher::Fetch(const oci::Reference& reference) const {
  return WithContext("Fetching image: ", [&] {
    oci::FetchedManifest fetched = registry_.GetManifest(reference);
    Remember(fetched);
    FetchedImage image{
        .reference = oci::Reference::WithDigest(reference.repository(), fetched.descriptor.digest),
        .fetched = std::move(fetched)};
    if (oci::IsIndexMediaType(image.fetched.descriptor.media_type)) return image;
    image.manifest = oci::Manifest::Parse(image.fetched.bytes);
    image.config =
        oci::ImageConfig::Parse(registry_.ReadBlob(reference.repository(), image.manifest->config));
    return image;
  });
}

std::string ImageFetcher::ReadManifest(const oci::Repository& repository, const Digest& digest) const {
  {
    const std::lock_guard lock(mutex_);
    const auto known = manifests_.find(digest);
    if (known != manifests_.end()) return known->second;
  }
  const oci::FetchedManifest fetched = registry_.GetManifest(oci::Reference::WithDigest(repository, digest));
  Remember(fetched);
  return fetched.bytes;
}

void ImageFetcher::Remember(const oci::FetchedManifest& fetched) const {
  const std::lock_guard lock(mutex_);
  if (!manifests_.emplace(fetched.descriptor.digest, fetched.bytes).second) return;
  manifest_bytes_ += fetched.bytes.size();
  if (manifest_bytes_ > kMaxManifestBytes) {
    throw Error("The manifests of all images take more than " + std::to_string(kMaxManifestBytes) + " bytes");
  }
}

std::unique_ptr<net::HttpBody> ImageFetcher::OpenBlob(const oci::Repository& repository,
                                                      const oci::Descriptor& blob) const {
  if (!blobs_.HasBlob(blob.digest)) {
    const auto writer = blobs_.NewBlob();
    registry_.GetBlob(repository, blob, [&](std::string_view bytes) { writer->Write(bytes); });
    writer->Commit(blob.media_type, blob.digest);
  }
  return std::make_unique<net::FileBody>(blobs_.BlobPath(blob.digest), 0, blob.size);
}

std::string RegistrySource::ReadManifest(const oci::Descriptor& manifest) const {
  return fetcher_.ReadManifest(repository_, manifest.digest);
}

std::unique_ptr<net::HttpBody> RegistrySource::OpenBlob(const oci::Descriptor& blob) const {
  return fetcher_.OpenBlob(repository_, blob);
}

}  // namespace pkgrepo::imgpkg
