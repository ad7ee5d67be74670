// Kubernetes resources as kbld sees them: the documents of a YAML or JSON stream, lists taken apart.
//
//   for (const nlohmann::json& resource : ParseResources(text, "file 'app.yml'")) …

#ifndef PKGREPO_KBLD_RESOURCE_H_
#define PKGREPO_KBLD_RESOURCE_H_

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::kbld {

// The resources in `text`, each a map. Documents that hold nothing are left out; a resource with a list of
// `items` stands for these. `origin` is what errors call the text: "file 'app.yml'". Throws Error with kbld's
// words: "Parsing file 'app.yml' doc 2: …".
std::vector<nlohmann::json> ParseResources(std::string_view text, const std::string& origin);

// "deployment/web (apps/v1) namespace: prod", or "… cluster" without a namespace; "web-*" for a generated
// name.
std::string DescribeResource(const nlohmann::json& resource);

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_RESOURCE_H_
