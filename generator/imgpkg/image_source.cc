#include "imgpkg/image_source.h"

#include "base/error.h"
#include "oci/layer_reader.h"

namespace pkgrepo::imgpkg {
namespace {

// Locks of the largest bundles take some hundred kilobytes.
constexpr int64_t kMaxLockSize = 64 << 20;

}  // namespace

const oci::Descriptor& OnlyLayer(const oci::Manifest& bundle) {
  if (bundle.layers.size() != 1) {
    throw Error("Expected bundle to only have a single layer, got " + std::to_string(bundle.layers.size()));
  }
  const oci::Descriptor& layer = bundle.layers[0];
  if (layer.media_type != oci::kDockerLayer) {
    throw Error("Expected layer to have docker layer media type, was " + layer.media_type);
  }
  return layer;
}

ImagesLock ReadImagesLock(const ImageSource& source, const oci::Manifest& bundle, const Digest& digest) {
  const std::string name = std::string(kBundleDirectory) + "/" + std::string(kImagesLockFile);
  return WithContext("Reading ImagesLock file: ", [&] {
    const auto blob = source.OpenBlob(OnlyLayer(bundle));
    const std::optional<std::string> text = oci::ReadLayerFile(*blob, name, kMaxLockSize);
    if (!text) throw Error("Expected to find " + name + " in bundle image");
    return WithContext("Unmarshalling ImagesLock from image with Digest '" + digest.ToString() + "': ",
                       [&] { return ImagesLock::Parse(*text); });
  });
}

}  // namespace pkgrepo::imgpkg
