// CheckOrdering of manifests.h.

#include <optional>
#include <set>

#include "base/error.h"
#include "base/json_member.h"
#include "base/strings.h"
#include "kbld/resource.h"
#include "kube/change_rule.h"
#include "kube/metadata_check.h"
#include "packaging/manifests.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

constexpr std::string_view kGroup = "kapp.k14s.io/change-group";
constexpr std::string_view kRule = "kapp.k14s.io/change-rule";

struct Rule {
  std::string object;
  std::string text;
  // The group, placeholders replaced where they can be.
  std::string group;
};

struct Ordering {
  std::set<std::string> groups;
  std::vector<Rule> rules;
  std::vector<std::string> findings;
};

// "NAME" itself, or "NAME.ANYTHING": an object may have several of one kind.
bool IsAnnotation(std::string_view key, std::string_view name) {
  return key == name || (key.starts_with(name) && key[name.size()] == '.');
}

void AddGroup(const json& resource, const std::string& name, Ordering& ordering) {
  try {
    ordering.groups.insert(kube::ExpandChangeGroup(name, resource));
  } catch (const Error& error) {
    ordering.findings.push_back(kbld::DescribeResource(resource) + ": change group '" + name + "' " +
                                error.message());
  }
}

void AddRule(const json& resource, const std::string& text, Ordering& ordering) {
  const std::string object = kbld::DescribeResource(resource);
  try {
    const kube::ChangeRule rule = kube::ParseChangeRule(text);
    ordering.rules.push_back({object, text, kube::ExpandChangeGroup(rule.group, resource)});
  } catch (const Error& error) {
    ordering.findings.push_back(object + ": change rule '" + text + "' " + error.message());
  }
}

void CollectAnnotations(const json& resource, Ordering& ordering) {
  const json annotations = kube::AnnotationsOf(resource);
  for (const auto& [key, value] : annotations.items()) {
    if (!value.is_string()) continue;
    if (IsAnnotation(key, kGroup)) AddGroup(resource, value, ordering);
    if (IsAnnotation(key, kRule)) AddRule(resource, value, ordering);
  }
}

json ListAt(const json& map, const char* key) {
  const json* found = FindMember(map, key);
  return found != nullptr && found->is_array() ? *found : json::array();
}

bool HasPlaceholder(const std::string& group) { return group.find('{') != std::string::npos; }

// What a group of a binding can be called, for any of the objects that the binding may select.
void AddBoundGroup(const std::string& name, const Resources& resources, Ordering& ordering) {
  if (!HasPlaceholder(name)) ordering.groups.insert(name);
  for (const json& resource : resources) {
    if (!HasPlaceholder(name)) break;
    try {
      ordering.groups.insert(kube::ExpandChangeGroup(name, resource));
    } catch (const Error&) {
      // The binding does not select an object without a value for a placeholder.
    }
  }
}

// kapp's Config gives groups and rules to objects that it selects.
void CollectBindings(const json& config, const Resources& resources, Ordering& ordering) {
  for (const json& binding : ListAt(config, "changeGroupBindings")) {
    if (binding.is_object()) AddBoundGroup(StringMember(binding, "name"), resources, ordering);
  }
  for (const json& binding : ListAt(config, "changeRuleBindings")) {
    if (!binding.is_object()) continue;
    for (const json& rule : ListAt(binding, "rules")) {
      if (!rule.is_string()) continue;
      const std::string text = rule;
      try {
        ordering.rules.push_back({"kapp's Config", text, kube::ParseChangeRule(text).group});
      } catch (const Error& error) {
        ordering.findings.push_back("kapp's Config: change rule '" + text + "' " + error.message());
      }
    }
  }
}

std::optional<std::string> Check(const Rule& rule, const std::set<std::string>& groups) {
  if (groups.contains(rule.group) || kube::IsBuiltInGroup(rule.group) || HasPlaceholder(rule.group)) {
    return std::nullopt;
  }
  const std::optional<std::string> meant = ClosestMatch(rule.group, {groups.begin(), groups.end()});
  return rule.object + ": change rule '" + rule.text + "' names a change group that " +
         (rule.group.starts_with(kube::kBuiltInGroups) ? "kapp does not have" : "no object has") +
         (meant ? "; did you mean '" + *meant + "'?" : "");
}

}  // namespace

std::vector<std::string> CheckOrdering(const Resources& resources) {
  Ordering ordering;
  for (const json& resource : resources) {
    CollectAnnotations(resource, ordering);
    if (IsKappConfig(resource)) CollectBindings(resource, resources, ordering);
  }
  for (const Rule& rule : ordering.rules) {
    if (std::optional<std::string> finding = Check(rule, ordering.groups)) {
      ordering.findings.push_back(std::move(*finding));
    }
  }
  return std::move(ordering.findings);
}

}  // namespace pkgrepo::packaging
