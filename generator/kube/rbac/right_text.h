// Rights in words, for people.

#ifndef PKGREPO_KUBE_RBAC_RIGHT_TEXT_H_
#define PKGREPO_KUBE_RBAC_RIGHT_TEXT_H_

#include <set>
#include <string>
#include <vector>

#include "kube/rbac/resource_kinds.h"
#include "kube/rbac/right.h"

namespace pkgrepo::kube {

// A line for each resource: "secrets in all namespaces: create, list", "deployments.apps in namespace shop, 'web': get".
// Names with the same verbs share a line.
std::vector<std::string> RightLines(const std::set<Right>& rights, const ResourceKinds& kinds);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_RBAC_RIGHT_TEXT_H_
