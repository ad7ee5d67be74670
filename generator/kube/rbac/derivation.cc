#include "kube/rbac/derivation.h"

#include <algorithm>

#include "base/json_member.h"
#include "base/strings.h"
#include "kube/rbac/kapp_needs.h"
#include "kube/rbac/role_needs.h"

namespace pkgrepo::kube {
namespace {

using nlohmann::json;

constexpr std::string_view kAggregation = "rbac.authorization.k8s.io/aggregate-to-";

// The cluster's roles that take in what this one grants.
std::vector<std::string> TakenInBy(const json& role) {
  std::vector<std::string> roles;
  const json* metadata = FindMember(role, "metadata");
  const json* labels = metadata == nullptr ? nullptr : FindMember(*metadata, "labels");
  if (labels == nullptr || !labels->is_object()) return roles;
  for (const auto& [key, value] : labels->items()) {
    if (key.starts_with(kAggregation) && value == "true") roles.push_back(key.substr(kAggregation.size()));
  }
  return roles;
}

std::string NoteOn(const PlacedObject& object) {
  if (object.kind == "ValidatingWebhookConfiguration" || object.kind == "MutatingWebhookConfiguration") {
    return "its webhooks may refuse objects of this package and of others; whom they let through is not "
           "known";
  }
  if (object.kind == "APIService") return "which kinds its server has is not known";
  if (object.group == kRbacGroup && object.kind == "ClusterRole") {
    if (FindMember(*object.resource, "aggregationRule") != nullptr) {
      return "what it grants is gathered from other roles; to make it takes the right to escalate any "
             "ClusterRole";
    }
    const std::vector<std::string> roles = TakenInBy(*object.resource);
    if (!roles.empty())
      return "what it grants is granted by the cluster's " + Join(roles, ", ") +
             " as well, to all who have these roles";
  }
  if (object.group == "packaging.carvel.dev" && object.kind == "PackageInstall") {
    return "what it installs works for a ServiceAccount of its own, whose rights are not among these";
  }
  if (object.group == "kappctrl.k14s.io" && object.kind == "App") {
    return "what it deploys works for a ServiceAccount of its own, whose rights are not among these";
  }
  if (object.is_applied && HasUnknownName(object)) {
    return "its name in a cluster is not known, so the rights are for all " + object.plural +
           (!object.scope.empty()       ? " in namespace " + object.scope
            : object.name_space.empty() ? ""
                                        : " in all namespaces");
  }
  return "";
}

bool IsOfAdministrator(const Right& right) {
  const bool is_all = right.group == "*" && right.resource == "*" && right.verb == "*" && right.name.empty();
  const bool is_role =
      right.group == kRbacGroup && right.resource == "clusterroles" && right.name_space.empty();
  return (is_all && right.name_space.empty()) ||
         (is_role && right.verb == "escalate" && right.name.empty()) ||
         (is_role && right.verb == "bind" && right.name == "cluster-admin");
}

}  // namespace

std::set<Right> Derivation::Rights() const {
  std::set<Right> rights;
  for (const Need& need : needs) rights.insert(need.right);
  return Smallest(rights);
}

Derivation DeriveRights(const std::vector<InstalledObject>& objects, const Installation& installation,
                        ResourceKinds& kinds) {
  Placement placement = PlaceObjects(objects, installation, kinds);
  Derivation derived{.unknown = std::move(placement.unknown)};
  AddRecordNeeds(installation, derived.needs);
  std::set<std::string> notes;  // of each, those that are told already
  const auto note = [&](std::string text) {
    if (notes.insert(text).second) derived.notes.push_back(std::move(text));
  };
  for (const PlacedObject& object : placement.objects) {
    AddObjectNeeds(object, derived.needs);
    if (const std::string text = NoteOn(object); !text.empty()) note(object.label + ": " + text + ".");
  }
  std::vector<std::string> of_roles;
  AddRoleNeeds(placement.objects, installation.roles, derived.needs, of_roles);
  for (std::string& text : of_roles) note(std::move(text));
  AddPolicyNeeds(placement.objects, kinds, derived.needs);
  for (const Need& need : derived.needs) {
    if (IsOfAdministrator(need.right))
      note(need.object + ": who may install this has in effect all rights in the cluster.");
  }
  if (!placement.made_namespaces.empty()) {
    const std::vector<std::string> names(placement.made_namespaces.begin(), placement.made_namespaces.end());
    note("The package makes namespace " + Join(names, ", ") +
         ", in which there can be no Role ahead of it, so rights to what is in there hold in all namespaces. "
         "Where it is "
         "made ahead, --existing-namespace narrows them.");
  }
  return derived;
}

}  // namespace pkgrepo::kube
