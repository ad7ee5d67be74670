#include "kube/rbac/role_needs.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/json_member.h"
#include "base/strings.h"
#include "kube/object_names.h"

namespace pkgrepo::kube {
namespace {

using nlohmann::json;

bool IsOfRbac(const PlacedObject& object, const char* kind) {
  return object.group == kRbacGroup && object.kind == kind;
}

bool IsRole(const PlacedObject& object) {
  return IsOfRbac(object, "Role") || IsOfRbac(object, "ClusterRole");
}

bool IsBinding(const PlacedObject& object) {
  return IsOfRbac(object, "RoleBinding") || IsOfRbac(object, "ClusterRoleBinding");
}

bool IsAggregated(const PlacedObject& role) {
  return FindMember(*role.resource, "aggregationRule") != nullptr;
}

std::vector<std::string> TextsOf(const json& rule, const char* name) {
  std::vector<std::string> texts;
  const json* list = FindMember(rule, name);
  if (list == nullptr || !list->is_array()) return texts;
  for (const json& text : *list) {
    if (text.is_string()) texts.push_back(text);
  }
  return texts;
}

// What a role grants to whom it is bound, in the namespace `scope`, or in all.
std::vector<Right> RightsOf(const json& role, const std::string& scope) {
  std::vector<Right> rights;
  const json* rules = FindMember(role, "rules");
  if (rules == nullptr || !rules->is_array()) return rights;
  for (const json& rule : *rules) {
    std::vector<std::string> names = TextsOf(rule, "resourceNames");
    if (names.empty()) names.emplace_back();
    for (const std::string& verb : TextsOf(rule, "verbs")) {
      for (const std::string& path : TextsOf(rule, "nonResourceURLs")) {
        rights.push_back({.name_space = "", .group = "", .resource = "", .verb = verb, .path = path});
      }
      for (const std::string& group : TextsOf(rule, "apiGroups")) {
        for (const std::string& resource : TextsOf(rule, "resources")) {
          for (const std::string& name : names) rights.push_back({scope, group, resource, verb, name});
        }
      }
    }
  }
  return rights;
}

void AddRole(const PlacedObject& role, Installation::Roles roles, Needs& needs) {
  if (IsAggregated(role) || roles == Installation::Roles::kEscalate) {
    const char* reason = IsAggregated(role) ? "what it will grant other roles say, so that it cannot be held"
                                            : "who makes it must hold what it grants, or may escalate";
    needs.push_back({{role.scope, kRbacGroup, role.plural, "escalate"}, role.label, reason});
  }
  if (roles == Installation::Roles::kEscalate) return;
  for (Right& right : RightsOf(*role.resource, role.scope)) {
    needs.push_back({std::move(right), role.label, "it grants this, which who makes it must hold"});
  }
}

void AddBinding(const PlacedObject& binding, const std::vector<PlacedObject>& objects,
                Installation::Roles roles, Needs& needs, std::vector<std::string>& notes) {
  const json* reference = FindMember(*binding.resource, "roleRef");
  if (reference == nullptr) return;
  const std::string kind = StringMember(*reference, "kind");
  const std::string name = StringMember(*reference, "name");
  const auto is_bound = [&](const PlacedObject& object) {
    return IsOfRbac(object, kind.c_str()) && object.name == name && object.is_applied &&
           !IsAggregated(object) && object.name_space == (kind == "Role" ? binding.name_space : "");
  };
  const bool is_known = std::ranges::any_of(objects, is_bound);
  if (is_known && roles == Installation::Roles::kHold) return;
  needs.push_back({{binding.scope, kRbacGroup, kind == "Role" ? "roles" : "clusterroles", "bind", name},
                   binding.label,
                   is_known ? "who binds a role must hold what it grants, or may bind it"
                            : "what that role grants is not known here"});
  if (!is_known)
    notes.push_back(binding.label + ": it binds " + ToLower(kind) + " " + name +
                    ", and what that grants is not known.");
}

// The resource of a policy's parameters; any where its kind is not known, as API servers have it.
Right ReadingOf(const json& parameters, const ResourceKinds& kinds) {
  Right right{.name_space = "",
              .group = std::string(GroupOf(StringMember(parameters, "apiVersion"))),
              .resource = "*",
              .verb = "get"};
  const ResourceKind* kind = kinds.Find(right.group, StringMember(parameters, "kind"));
  if (kind != nullptr) right.resource = kind->plural;
  return right;
}

const json* SpecMember(const PlacedObject& object, const char* name) {
  const json* spec = FindMember(*object.resource, "spec");
  return spec == nullptr ? nullptr : FindMember(*spec, name);
}

}  // namespace

void AddRoleNeeds(const std::vector<PlacedObject>& objects, Installation::Roles roles, Needs& needs,
                  std::vector<std::string>& notes) {
  for (const PlacedObject& object : objects) {
    if (!object.is_applied) continue;
    if (IsRole(object)) AddRole(object, roles, needs);
    if (IsBinding(object)) AddBinding(object, objects, roles, needs, notes);
  }
}

void AddPolicyNeeds(const std::vector<PlacedObject>& objects, const ResourceKinds& kinds, Needs& needs) {
  std::map<std::string, Right> by_policy;
  for (const PlacedObject& object : objects) {
    if (object.kind != "ValidatingAdmissionPolicy" || !object.is_applied) continue;
    const json* parameters = SpecMember(object, "paramKind");
    if (parameters == nullptr) continue;
    const Right right = ReadingOf(*parameters, kinds);
    by_policy[object.name] = right;
    needs.push_back({right, object.label, "who makes a policy must be able to read its parameters"});
  }
  for (const PlacedObject& object : objects) {
    if (object.kind != "ValidatingAdmissionPolicyBinding" || !object.is_applied) continue;
    const json* spec = FindMember(*object.resource, "spec");
    const json* reference = SpecMember(object, "paramRef");
    if (reference == nullptr) continue;
    const auto policy = by_policy.find(StringMember(*spec, "policyName"));
    Right right = policy != by_policy.end() ? policy->second : Right{"", "*", "*", "get"};
    right.name_space = StringMember(*reference, "namespace");
    right.name = StringMember(*reference, "name");
    if (FindMember(*reference, "selector") != nullptr) right.verb = "list";
    needs.push_back({right, object.label, "who binds a policy must be able to read its parameters"});
  }
}

}  // namespace pkgrepo::kube
