#include "kube/rbac/role_manifests.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace pkgrepo::kube {
namespace {

using nlohmann::json;
using Texts = std::set<std::string>;

json Account(const Installation& installation) {
  return {{"apiVersion", "v1"},
          {"kind", "ServiceAccount"},
          {"metadata", {{"name", installation.ServiceAccount()}, {"namespace", installation.name_space}}}};
}

// What the names begin with.
std::string StemOf(const Installation& installation) { return installation.name + "-" + installation.name_space; }

json Binding(const char* kind, const std::string& name, const char* role_kind, const std::string& role,
             const Installation& installation) {
  return {{"apiVersion", std::string(kRbacGroup) + "/v1"},
          {"kind", kind},
          {"metadata", {{"name", name}}},
          {"roleRef", {{"apiGroup", kRbacGroup}, {"kind", role_kind}, {"name", role}}},
          {"subjects", json::array({{{"kind", "ServiceAccount"},
                                     {"name", installation.ServiceAccount()},
                                     {"namespace", installation.name_space}}})}};
}

json Role(const char* kind, const std::string& name, const std::set<Right>& rights) {
  return {{"apiVersion", std::string(kRbacGroup) + "/v1"},
          {"kind", kind},
          {"metadata", {{"name", name}}},
          {"rules", RulesOf(rights)}};
}

}  // namespace

json RulesOf(const std::set<Right>& rights) {
  // Each step joins what differs in one field alone.
  std::map<std::tuple<std::string, std::string, std::string>, Texts> verbs;  // of group, resource and name
  std::map<std::string, Texts> verbs_of_path;
  for (const Right& right : rights) {
    if (right.path.empty()) {
      verbs[{right.group, right.resource, right.name}].insert(right.verb);
    } else {
      verbs_of_path[right.path].insert(right.verb);
    }
  }
  std::map<std::tuple<std::string, std::string, bool, Texts>, Texts>
      names;  // of group, resource, whether named, verbs
  for (const auto& [key, of_key] : verbs) {
    const auto& [group, resource, name] = key;
    Texts& joined = names[{group, resource, !name.empty(), of_key}];
    if (!name.empty()) joined.insert(name);
  }
  std::map<std::tuple<std::string, Texts, Texts>, Texts> resources;  // of group, names and verbs
  for (const auto& [key, of_key] : names) {
    const auto& [group, resource, is_named, its_verbs] = key;
    resources[{group, of_key, its_verbs}].insert(resource);
  }
  std::map<std::tuple<std::string, Texts, Texts, Texts>, json> rules;  // by group, resources, names and verbs
  for (const auto& [key, of_key] : resources) {
    const auto& [group, its_names, its_verbs] = key;
    json rule = {{"apiGroups", {group}}, {"resources", of_key}, {"verbs", its_verbs}};
    if (!its_names.empty()) rule["resourceNames"] = its_names;
    rules[{group, of_key, its_names, its_verbs}] = std::move(rule);
  }
  json list = json::array();
  for (auto& [key, rule] : rules) list.push_back(std::move(rule));
  std::map<Texts, Texts> paths;  // by verbs
  for (const auto& [path, of_path] : verbs_of_path) paths[of_path].insert(path);
  for (const auto& [of_paths, its_paths] : paths) {
    list.push_back({{"nonResourceURLs", its_paths}, {"verbs", of_paths}});
  }
  return list;
}

std::vector<json> RoleManifests(const std::set<Right>& rights, const Installation& installation) {
  const std::string stem = StemOf(installation);
  std::map<std::string, std::set<Right>> by_namespace;
  for (const Right& right : rights) by_namespace[right.name_space].insert(right);
  std::vector<json> manifests = {Account(installation)};
  for (const auto& [name_space, its_rights] : by_namespace) {
    if (name_space.empty()) continue;
    manifests.push_back(Role("Role", stem + "-role", its_rights));
    manifests.back()["metadata"]["namespace"] = name_space;
    manifests.push_back(Binding("RoleBinding", stem + "-rolebinding", "Role", stem + "-role", installation));
    manifests.back()["metadata"]["namespace"] = name_space;
  }
  const auto of_cluster = by_namespace.find("");
  if (of_cluster == by_namespace.end()) return manifests;
  manifests.push_back(Role("ClusterRole", stem + "-cluster-role", of_cluster->second));
  manifests.push_back(Binding("ClusterRoleBinding", stem + "-cluster-rolebinding", "ClusterRole",
                              stem + "-cluster-role", installation));
  return manifests;
}

std::vector<json> ClusterAdminManifests(const Installation& installation) {
  return {Account(installation), Binding("ClusterRoleBinding", StemOf(installation) + "-cluster-rolebinding",
                                         "ClusterRole", "cluster-admin", installation)};
}

}  // namespace pkgrepo::kube
