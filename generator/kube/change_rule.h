// kapp's change groups and change rules, by which an object waits for others:
//
//   kapp.k14s.io/change-group: apps.example.com/db
//   kapp.k14s.io/change-rule: upsert after upserting apps.example.com/db
//
// https://carvel.dev/kapp/docs/latest/apply-ordering/

#ifndef PKGREPO_KUBE_CHANGE_RULE_H_
#define PKGREPO_KUBE_CHANGE_RULE_H_

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "kube/names.h"

namespace pkgrepo::kube {

struct ChangeRule {
  // The group that the rule waits for, placeholders not replaced.
  std::string group;
};

// Four words with one blank between each. Throws Error with what is wrong.
ChangeRule ParseChangeRule(std::string_view text);

// A group's name with placeholders such as {kind} and {namespace} replaced by what `object` has for them.
// Throws Error for placeholders that are unknown or that the object has nothing for, and for a result that
// is not a qualified name.
std::string ExpandChangeGroup(std::string_view name, const nlohmann::json& object);

// Whether kapp's own configuration has this group, such as change-groups.kapp.k14s.io/crds.
bool IsBuiltInGroup(std::string_view group);
inline constexpr std::string_view kBuiltInGroups = "change-groups.kapp.k14s.io/";

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_CHANGE_RULE_H_
