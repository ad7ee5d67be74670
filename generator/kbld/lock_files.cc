#include "kbld/lock_files.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/original_versions.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::kbld {

using nlohmann::json;

namespace {

void RequireDigest(const std::string& url) {
  WithContext("Validating images lock: ", [&] { imgpkg::CheckIsDigestReference(url); });
}

}  // namespace

imgpkg::ImagesLock MakeImagesLock(const ResolvedImages& images, bool with_origins) {
  imgpkg::ImagesLock lock;
  for (const auto& [reference, image] : images) {
    RequireDigest(image.url);
    imgpkg::LockedImage locked{image.url, {{std::string(kIdAnnotation), reference}}};
    if (with_origins && !image.origins.empty()) {
      locked.annotations[std::string(kOriginsAnnotation)] = PrintOrigins(image.origins);
    }
    lock.images.push_back(std::move(locked));
  }
  return lock;
}

std::string PrintConfigLock(const ResolvedImages& images, const std::vector<SearchRule>& search_rules) {
  json config = {
      {"apiVersion", kApiVersion}, {"kind", kConfigKind}, {"minimumRequiredVersion", originals::kKbld.version}};
  for (const auto& [reference, image] : images) {
    config["overrides"].push_back({{"image", reference}, {"newImage", image.url}, {"preresolved", true}});
  }
  for (const SearchRule& rule : search_rules) config["searchRules"].push_back(rule.ToJson());
  return yaml::PrintJsonAsYaml(config);
}

}  // namespace pkgrepo::kbld
