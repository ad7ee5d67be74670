#include "imgpkg/image_locations.h"

#include <algorithm>

#include "base/error.h"
#include "imgpkg/record.h"
#include "oci/layer_reader.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::imgpkg {
namespace {

using nlohmann::json;

constexpr std::string_view kKind = "ImageLocations";
constexpr const char* kLocationType = "bundle.ImageLocation";
constexpr int64_t kMaxFileSize = 64 << 20;

ImageLocation ReadLocation(const json& value) {
  ImageLocation location;
  ReadRecord(value, {.type = kLocationType, .name = "ImageLocation", .path = "images"},
             {{"image", TextField(&location.image)}, {"isBundle", BoolField(&location.is_bundle)}});
  return location;
}

oci::Reference LocationsReference(const oci::Reference& bundle) {
  return oci::Reference::WithTag(bundle.repository(), LocationsTag(*bundle.digest()));
}

// What `ask` gives; nullopt if the registry has, or shows, nothing.
template <typename Ask>
auto UnlessHidden(const Ask& ask) -> std::optional<decltype(ask())> {
  try {
    return ask();
  } catch (oci::RegistryError& error) {
    if (IsHidden(error)) return std::nullopt;
    error.Prefix("Fetching location image: ");
    throw;
  }
}

}  // namespace

ImageLocations ImageLocations::Parse(std::string_view text) {
  ImageLocations locations;
  std::string api_version;
  std::string kind;
  ReadYamlRecord(text, "Unmarshaling image locations: ", [&](const json& value) {
    ReadRecord(value, {.type = "bundle.ImageLocationsConfig", .name = "ImageLocationsConfig"},
               {{"apiVersion", StrictTextField(&api_version)},
                {"kind", StrictTextField(&kind)},
                {"images", RecordListField(kLocationType, [&](const json& item) {
                   locations.images.push_back(ReadLocation(item));
                 })}});
    CheckLockType(api_version, kind, kKind);
  });
  return locations;
}

std::string ImageLocations::ToYaml() const {
  json value = {{"apiVersion", kLockApiVersion}, {"kind", kKind}, {"images", nullptr}};
  for (const ImageLocation& location : images) {
    value["images"].push_back({{"image", location.image}, {"isBundle", location.is_bundle}});
  }
  return "---\n" + yaml::PrintJsonAsYaml(value);
}

const ImageLocation* ImageLocations::Find(std::string_view image) const {
  const auto found =
      std::find_if(images.begin(), images.end(), [&](const auto& entry) { return entry.image == image; });
  return found == images.end() ? nullptr : &*found;
}

std::string LocationsTag(const Digest& bundle) {
  return "sha256-" + bundle.hex() + ".image-locations.imgpkg";
}

std::optional<Digest> FindLocationsImage(const oci::RegistryClient& registry, const oci::Reference& bundle) {
  return UnlessHidden([&] { return registry.Resolve(LocationsReference(bundle)).digest; });
}

std::optional<ImageLocations> FetchLocations(const ImageFetcher& fetcher, const oci::Reference& bundle) {
  const oci::Reference reference = LocationsReference(bundle);
  const auto fetched = UnlessHidden([&] { return fetcher.registry().GetManifest(reference); });
  if (!fetched || oci::IsIndexMediaType(fetched->descriptor.media_type)) return std::nullopt;
  const oci::Manifest manifest = oci::Manifest::Parse(fetched->bytes);
  if (manifest.layers.empty()) return std::nullopt;
  const auto blob = fetcher.OpenBlob(bundle.repository(), manifest.layers[0]);
  const auto text = oci::ReadLayerFile(*blob, std::string(kLocationsFile), kMaxFileSize);
  if (!text)
    throw Error("Expected to find " + std::string(kLocationsFile) + " in '" + reference.ToString() + "'");
  return ImageLocations::Parse(*text);
}

}  // namespace pkgrepo::imgpkg
