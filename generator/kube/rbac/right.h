// One thing that rules of RBAC allow: one verb on one resource, of one name or of any, in one namespace or in all.
//
//   const std::set<Right> held = …;
//   if (!Allows(held, {.name_space = "shop", .group = "", .resource = "secrets", .verb = "get", .name = "key"})) …
//
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/

#ifndef PKGREPO_KUBE_RBAC_RIGHT_H_
#define PKGREPO_KUBE_RBAC_RIGHT_H_

#include <set>
#include <string>

namespace pkgrepo::kube {

inline constexpr const char* kRbacGroup = "rbac.authorization.k8s.io";

struct Right {
  // "" is the whole cluster: all namespaces, and what is in none.
  std::string name_space;
  // "" is the core. Group, resource and verb may be "*", as rules have it.
  std::string group;
  // May have a subresource, as in "pods/log". "" if it is about a path.
  std::string resource;
  std::string verb;
  // "" is any name.
  std::string name = {};
  // Of what is no resource: "/metrics", or "/metrics/*".
  std::string path = {};

  auto operator<=>(const Right&) const = default;
};

// Whether one of `held` gives all that `right` does.
bool Allows(const std::set<Right>& held, const Right& right);

// `rights` less those that another one of them gives.
std::set<Right> Smallest(const std::set<Right>& rights);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_RBAC_RIGHT_H_
