// ImageLocations: what imgpkg stores beside a copied bundle, so that where its images are need not be asked
// for one by one.

#ifndef PKGREPO_IMGPKG_IMAGE_LOCATIONS_H_
#define PKGREPO_IMGPKG_IMAGE_LOCATIONS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "imgpkg/fetch.h"
#include "oci/reference.h"

namespace pkgrepo::imgpkg {

struct ImageLocation {
  // As the bundle's ImagesLock has it.
  std::string image;
  bool is_bundle = false;
};

struct ImageLocations {
  std::vector<ImageLocation> images;

  static ImageLocations Parse(std::string_view text);
  // Upstream's bytes.
  std::string ToYaml() const;

  const ImageLocation* Find(std::string_view image) const;
};

// The name of the only file in the image that holds the locations.
inline constexpr std::string_view kLocationsFile = "image-locations.yml";

// "sha256-HEX.image-locations.imgpkg": the tag of the image that holds the locations of bundle HEX.
std::string LocationsTag(const Digest& bundle);

// The digest of the image that holds the locations of a bundle; nullopt if there is none to be seen.
std::optional<Digest> FindLocationsImage(const oci::RegistryClient& registry, const oci::Reference& bundle);

// The locations that are stored beside a bundle; nullopt if there are none.
std::optional<ImageLocations> FetchLocations(const ImageFetcher& fetcher, const oci::Reference& bundle);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_IMAGE_LOCATIONS_H_
