#include "kbld/manifests.h"

#include <set>

#include "base/error.h"
#include "kbld/image_search.h"
#include "kbld/images_annotation.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::kbld {

using nlohmann::json;

std::vector<std::string> FindAllImages(const std::vector<json>& resources,
                                       const std::vector<SearchRule>& rules) {
  std::set<std::string> found;
  for (const json& resource : resources) {
    for (std::string& reference : FindImages(resource, rules)) found.insert(std::move(reference));
  }
  return {found.begin(), found.end()};
}

void ReplaceImages(const ResolvedImages& images, const std::vector<SearchRule>& rules, bool annotate,
                   std::vector<json>* resources) {
  for (json& resource : *resources) {
    std::vector<ResolvedImage> used;
    VisitImages(&resource, rules, [&](const std::string& reference) {
      const ResolvedImage& image = images.at(reference);
      used.push_back(image);
      return image.url;
    });
    if (annotate && !used.empty()) AnnotateImages(std::move(used), &resource);
  }
}

std::vector<std::string> PrintResources(const std::vector<json>& resources) {
  std::vector<std::string> texts;
  WithContext("Updating resource references: ", [&] {
    for (const json& resource : resources) texts.push_back("---\n" + yaml::PrintJsonAsYaml(resource));
  });
  return texts;
}

}  // namespace pkgrepo::kbld
