#include "packaging/fetched_images.h"

#include <optional>
#include <utility>

#include "oci/reference.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {
namespace {

bool IsByDigest(const std::string& reference) {
  try {
    return oci::Reference::Parse(reference).digest().has_value();
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::vector<FetchedImage> FindFetchedImages(const std::string& file, const std::string& text) {
  std::vector<FetchedImage> images;
  const ConfigNode app = ConfigNode::Parse(file, text).Require("spec").Require("template").Require("spec");
  const std::optional<ConfigNode> fetch = app.Find("fetch");
  if (!fetch) return images;
  for (const ConfigNode& source : fetch->Items()) {
    for (const auto& [kind, key] : {std::pair{"imgpkgBundle", "image"}, std::pair{"image", "url"}}) {
      const std::optional<ConfigNode> registry_source = source.Find(kind);
      if (!registry_source) continue;
      const ConfigNode reference = registry_source->Require(key);
      images.push_back({.reference = reference.Text(),
                        .by_digest = IsByDigest(reference.Text()),
                        .position = reference.position()});
    }
  }
  return images;
}

}  // namespace pkgrepo::packaging
