#include "imgpkg/fetch.h"

#include "base/error.h"
#include "imgpkg/bundle.h"
#include "net/file_body.h"
#include "oci/layer_reader.h"

namespace pkgrepo::imgpkg {
namespace {

// Locks of the largest bundles take some hundred kilobytes.
constexpr int64_t kMaxLockSize = 64 << 20;

}  // namespace

bool FetchedImage::is_bundle() const { return config && config->labels.contains(std::string(kBundleLabel)); }

ImageFetcher::ImageFetcher(const oci::RegistryClient& registry)
    : registry_(registry), directory_("", "imgpkg-"), blobs_(oci::Layout::Create(directory_.path())) {}

FetchedImage ImageFetcher::Fetch(const oci::Reference& reference) const {
  try {
    oci::FetchedManifest fetched = registry_.GetManifest(reference);
    FetchedImage image{
        .reference = oci::Reference::WithDigest(reference.repository(), fetched.descriptor.digest),
        .fetched = std::move(fetched)};
    if (oci::IsIndexMediaType(image.fetched.descriptor.media_type)) return image;
    image.manifest = oci::Manifest::Parse(image.fetched.bytes);
    image.config =
        oci::ImageConfig::Parse(registry_.ReadBlob(reference.repository(), image.manifest->config));
    return image;
  } catch (Error& error) {
    error.Prefix("Fetching image: ");
    throw;
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

const oci::Descriptor& OnlyLayer(const FetchedImage& bundle) {
  const auto& layers = bundle.manifest->layers;
  if (layers.size() != 1) {
    throw Error("Expected bundle to only have a single layer, got " + std::to_string(layers.size()));
  }
  if (layers[0].media_type != oci::kDockerLayer) {
    throw Error("Expected layer to have docker layer media type, was " + layers[0].media_type);
  }
  return layers[0];
}

ImagesLock ImageFetcher::ReadImagesLock(const FetchedImage& bundle) const {
  const std::string name = std::string(kBundleDirectory) + "/" + std::string(kImagesLockFile);
  try {
    const auto blob = OpenBlob(bundle.reference.repository(), OnlyLayer(bundle));
    const std::optional<std::string> text = oci::ReadLayerFile(*blob, name, kMaxLockSize);
    if (!text) throw Error("Expected to find " + name + " in bundle image");
    try {
      return ImagesLock::Parse(*text);
    } catch (Error& error) {
      error.Prefix("Unmarshalling ImagesLock from image with Digest '" +
                   bundle.reference.digest()->ToString() + "': ");
      throw;
    }
  } catch (Error& error) {
    error.Prefix("Reading ImagesLock file: ");
    throw;
  }
}

}  // namespace pkgrepo::imgpkg
