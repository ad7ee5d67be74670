#include "kbld/resource.h"

#include "base/error.h"
#include "base/json_member.h"
#include "base/strings.h"
#include "kbld/typed_fields.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::kbld {
namespace {

using nlohmann::json;

void AppendDocument(json document, std::vector<json>* resources) {
  if (!document.is_null() && !document.is_object()) {
    throw Error(CannotUnmarshal(document, {.type = "map[string]interface {}"}));
  }
  if (document.empty()) return;
  auto items = document.find("items");
  if (items == document.end() || !items->is_array()) {
    resources->push_back(std::move(document));
    return;
  }
  for (json& item : *items) {
    if (!item.is_object()) throw Error("items member is not an object: map[string]interface {}");
    resources->push_back(std::move(item));
  }
}

}  // namespace

std::vector<json> ParseResources(std::string_view text, const std::string& origin) {
  std::vector<json> resources;
  size_t number = 0;
  try {
    for (const std::string& document : yaml::SplitYamlDocuments(text)) {
      ++number;
      AppendDocument(yaml::ParseYamlAsJson(document, origin), &resources);
    }
  } catch (Error& error) {
    error.Prefix("Parsing " + origin + (number > 0 ? " doc " + std::to_string(number) : "") + ": ");
    throw;
  }
  return resources;
}

std::string DescribeResource(const json& resource) {
  auto found = resource.find("metadata");
  const json metadata = found == resource.end() ? json::object() : *found;
  std::string name = StringMember(metadata, "name");
  if (name.empty() && !StringMember(metadata, "generateName").empty())
    name = StringMember(metadata, "generateName") + "*";
  std::string ns = StringMember(metadata, "namespace");
  return ToLower(StringMember(resource, "kind")) + "/" + name + " (" + StringMember(resource, "apiVersion") +
         ") " + (ns.empty() ? "cluster" : "namespace: " + ns);
}

}  // namespace pkgrepo::kbld
