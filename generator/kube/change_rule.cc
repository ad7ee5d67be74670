#include "kube/change_rule.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/error.h"
#include "base/strings.h"
#include "kube/object_names.h"

namespace pkgrepo::kube {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 11> kOwnGroups = {"crds",
                                                         "namespaces",
                                                         "storage-class",
                                                         "storage",
                                                         "rbac-roles",
                                                         "rbac-role-bindings",
                                                         "rbac",
                                                         "pod-related",
                                                         "serviceaccount",
                                                         "kapp-controller-app",
                                                         "kapp-controller-packageinstall"};

std::string TextAt(const json& object, const json::json_pointer& pointer) {
  if (!object.is_object() || !object.contains(pointer)) return "";
  const json& value = object.at(pointer);
  return value.is_string() ? value.get<std::string>() : "";
}

// Only definitions of custom resources have what begins with "crd-".
std::string CrdText(const json& object, const json::json_pointer& pointer) {
  return TextAt(object, "/kind"_json_pointer) == "CustomResourceDefinition" ? TextAt(object, pointer) : "";
}

std::string ValueOf(std::string_view placeholder, const json& object) {
  if (placeholder == "api-group") return std::string(GroupOf(TextAt(object, "/apiVersion"_json_pointer)));
  if (placeholder == "kind") return TextAt(object, "/kind"_json_pointer);
  if (placeholder == "name") return TextAt(object, "/metadata/name"_json_pointer);
  if (placeholder == "namespace") return TextAt(object, "/metadata/namespace"_json_pointer);
  if (placeholder == "crd-kind") return CrdText(object, "/spec/names/kind"_json_pointer);
  if (placeholder == "crd-group") return CrdText(object, "/spec/group"_json_pointer);
  return "";
}

}  // namespace

ChangeRule ParseChangeRule(std::string_view text) {
  const std::vector<std::string_view> words = Split(text, ' ');
  const bool is_rule = words.size() == 4 && (words[0] == "upsert" || words[0] == "delete") &&
                       (words[1] == "before" || words[1] == "after") &&
                       (words[2] == "upserting" || words[2] == "deleting");
  if (!is_rule) {
    throw Error("is not of the form 'upsert after upserting GROUP'")
        .Hint(
            "'upsert' or 'delete', 'before' or 'after', 'upserting' or 'deleting', and a group; one blank "
            "between");
  }
  return {.group = std::string(words[3])};
}

std::string ExpandChangeGroup(std::string_view name, const json& object) {
  std::string expanded;
  while (!name.empty()) {
    const size_t open = name.find('{');
    expanded += name.substr(0, open);
    if (open == std::string_view::npos) break;
    const size_t close = name.find('}', open);
    if (close == std::string_view::npos) {
      expanded += name.substr(open);
      break;
    }
    const std::string_view placeholder = name.substr(open + 1, close - open - 1);
    const std::string value = ValueOf(placeholder, object);
    // A namespace may be filled in by kapp.
    if (value.empty() && placeholder != "namespace") {
      throw Error("has the placeholder {" + std::string(placeholder) +
                  "}, for which the object has no value");
    }
    expanded += value.empty() ? "default" : value;
    name.remove_prefix(close + 1);
  }
  if (const NameFault fault = ChangeGroupFault(expanded)) throw Error(*fault);
  return expanded;
}

bool IsBuiltInGroup(std::string_view group) {
  if (!group.starts_with(kBuiltInGroups)) return false;
  group.remove_prefix(kBuiltInGroups.size());
  return group.starts_with("crds-") || group.starts_with("namespaces-") ||
         std::find(kOwnGroups.begin(), kOwnGroups.end(), group) != kOwnGroups.end();
}

}  // namespace pkgrepo::kube
