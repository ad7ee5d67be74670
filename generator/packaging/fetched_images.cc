#include "packaging/fetched_images.h"

#include <optional>
#include <utility>

#include "packaging/image_reference.h"

namespace pkgrepo::packaging {

std::vector<FetchedImage> FindFetchedImages(const ConfigNode& package) {
  std::vector<FetchedImage> images;
  const ConfigNode app = package.Require("spec").Require("template").Require("spec");
  const std::optional<ConfigNode> fetch = app.Find("fetch");
  if (!fetch) return images;
  for (const ConfigNode& source : fetch->Items()) {
    for (const auto& [kind, key] : {std::pair{"imgpkgBundle", "image"}, std::pair{"image", "url"}}) {
      const std::optional<ConfigNode> registry_source = source.Find(kind);
      if (!registry_source) continue;
      const ConfigNode reference = registry_source->Require(key);
      const std::optional<oci::Reference> parsed = ParseReference(reference.Text());
      images.push_back({.reference = reference.Text(),
                        .by_digest = parsed && parsed->digest(),
                        .position = reference.position()});
    }
  }
  return images;
}

}  // namespace pkgrepo::packaging
