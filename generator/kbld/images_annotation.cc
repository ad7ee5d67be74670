#include "kbld/images_annotation.h"

#include <algorithm>

#include "base/error.h"
#include "base/json_member.h"
#include "kbld/resource.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::kbld {
namespace {

using nlohmann::json;

constexpr const char* kImagesAnnotation = "kbld.k14s.io/images";

std::string PrintImages(std::vector<ResolvedImage> images) {
  std::stable_sort(images.begin(), images.end(),
                   [](const ResolvedImage& a, const ResolvedImage& b) { return a.url < b.url; });
  json list;
  for (const ResolvedImage& image : images) {
    if (image.origins.empty()) continue;
    json entry = {{"url", image.url}, {"origins", image.origins}};
    if (std::find(list.begin(), list.end(), entry) == list.end()) list.push_back(std::move(entry));
  }
  return yaml::PrintJsonAsYaml(list);
}

bool AllStrings(const json& map) {
  return map.is_object() &&
         std::all_of(map.begin(), map.end(), [](const json& value) { return value.is_string(); });
}

}  // namespace

void AnnotateImages(std::vector<ResolvedImage> images, json* resource) {
  json& metadata = resource->emplace("metadata", json::object()).first.value();
  if (!metadata.is_object()) return;
  json& annotations = metadata["annotations"];
  if (!AllStrings(annotations)) annotations = json::object();
  annotations[kImagesAnnotation] = PrintImages(std::move(images));
}

Origins AnnotatedOrigins(const json& resource, const std::string& url) {
  auto metadata = resource.find("metadata");
  if (metadata == resource.end() || !metadata->is_object()) return {};
  auto annotations = metadata->find("annotations");
  if (annotations == metadata->end()) return {};
  try {
    for (const json& image : yaml::ParseYamlAsJson(StringMember(*annotations, kImagesAnnotation), "")) {
      if (StringMember(image, "url") == url && image.contains("origins")) {
        return ParseOrigins(yaml::PrintJsonAsYaml(image["origins"]));
      }
    }
  } catch (const Error&) {
    return {};
  }
  return {};
}

}  // namespace pkgrepo::kbld
