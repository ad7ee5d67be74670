// Rights as the objects that give them to a ServiceAccount.

#ifndef PKGREPO_KUBE_RBAC_ROLE_MANIFESTS_H_
#define PKGREPO_KUBE_RBAC_ROLE_MANIFESTS_H_

#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "kube/rbac/installation.h"
#include "kube/rbac/right.h"

namespace pkgrepo::kube {

// The rules that give just these rights, as few as there can be without giving more, in a fixed order.
nlohmann::json RulesOf(const std::set<Right>& rights);

// A ServiceAccount, a Role with its RoleBinding for each namespace, and a ClusterRole with its ClusterRoleBinding if
// anything is needed in the whole cluster. They are named after the installation and its namespace, as kctrl does it.
std::vector<nlohmann::json> RoleManifests(const std::set<Right>& rights, const Installation& installation);

// A ServiceAccount that may do everything, by the ClusterRole that each cluster has.
std::vector<nlohmann::json> ClusterAdminManifests(const Installation& installation);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_RBAC_ROLE_MANIFESTS_H_
