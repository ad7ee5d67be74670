// CheckOrdering of manifests.h.

#include <optional>
#include <set>

#include "base/strings.h"
#include "kbld/resource.h"
#include "packaging/manifests.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

constexpr std::string_view kGroup = "kapp.k14s.io/change-group";
constexpr std::string_view kRule = "kapp.k14s.io/change-rule";
// Groups that kapp's own configuration has.
constexpr std::string_view kBuiltInGroups = "change-groups.kapp.k14s.io/";

struct Rule {
  std::string object;
  std::string text;
};

struct Ordering {
  std::set<std::string> groups;
  std::vector<Rule> rules;
};

// "NAME" itself, or "NAME.ANYTHING": an object may have several of one kind.
bool IsAnnotation(std::string_view key, std::string_view name) {
  return key == name || (key.starts_with(name) && key[name.size()] == '.');
}

void CollectAnnotations(const json& resource, Ordering& ordering) {
  const json annotations = resource.value("/metadata/annotations"_json_pointer, json::object());
  if (!annotations.is_object()) return;
  for (const auto& [key, value] : annotations.items()) {
    if (!value.is_string()) continue;
    if (IsAnnotation(key, kGroup)) ordering.groups.insert(value);
    if (IsAnnotation(key, kRule)) ordering.rules.push_back({kbld::DescribeResource(resource), value});
  }
}

json ListAt(const json& map, const char* key) {
  const auto found = map.find(key);
  return found != map.end() && found->is_array() ? *found : json::array();
}

// kapp's Config gives groups and rules to objects that it selects.
void CollectBindings(const json& config, Ordering& ordering) {
  for (const json& binding : ListAt(config, "changeGroupBindings")) {
    if (binding.is_object()) ordering.groups.insert(kbld::StringAt(binding, "name"));
  }
  for (const json& binding : ListAt(config, "changeRuleBindings")) {
    if (!binding.is_object()) continue;
    for (const json& rule : ListAt(binding, "rules")) {
      if (rule.is_string()) ordering.rules.push_back({"kapp's Config", rule});
    }
  }
}

std::optional<std::string> Check(const Rule& rule, const std::set<std::string>& groups) {
  const std::string which = rule.object + ": change rule '" + rule.text + "'";
  std::vector<std::string> words;
  for (std::string_view word : Split(rule.text, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  const bool is_rule = words.size() == 4 && (words[0] == "upsert" || words[0] == "delete") &&
                       (words[1] == "before" || words[1] == "after") &&
                       (words[2] == "upserting" || words[2] == "deleting");
  if (!is_rule) return which + " is not of the form 'upsert after upserting GROUP'";
  const std::string& group = words[3];
  if (groups.contains(group) || group.starts_with(kBuiltInGroups)) return std::nullopt;
  const std::optional<std::string> meant = ClosestMatch(group, {groups.begin(), groups.end()});
  return which + " names a change group that no object has" +
         (meant ? "; did you mean '" + *meant + "'?" : "");
}

}  // namespace

std::vector<std::string> CheckOrdering(const Resources& resources) {
  Ordering ordering;
  for (const json& resource : resources) {
    CollectAnnotations(resource, ordering);
    if (kbld::StringAt(resource, "apiVersion").starts_with("kapp.k14s.io/")) {
      CollectBindings(resource, ordering);
    }
  }
  std::vector<std::string> findings;
  for (const Rule& rule : ordering.rules) {
    if (std::optional<std::string> finding = Check(rule, ordering.groups)) findings.push_back(*finding);
  }
  return findings;
}

}  // namespace pkgrepo::packaging
