// Under which resource an API server serves a kind of objects: what rules of RBAC name. They cannot be guessed from the
// kind: NetworkPolicy is networkpolicies, Endpoints is endpoints.
//
//   ResourceKinds kinds;
//   kinds.AddDefinition(crd);
//   if (const ResourceKind* kind = kinds.Find("acme.example", "Widget")) … kind->plural
//
// https://kubernetes.io/docs/reference/kubernetes-api/

#ifndef PKGREPO_KUBE_RBAC_RESOURCE_KINDS_H_
#define PKGREPO_KUBE_RBAC_RESOURCE_KINDS_H_

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace pkgrepo::kube {

struct ResourceKind {
  std::string plural;
  bool is_namespaced = true;

  bool operator==(const ResourceKind&) const = default;
};

class ResourceKinds {
 public:
  // With the kinds of Kubernetes up to 1.32, those it has given up included, and of kapp-controller.
  ResourceKinds();

  // Adds what a CustomResourceDefinition defines. Of its fields these count: spec.group, spec.scope, spec.names.kind and
  // spec.names.plural. Throws Error if one is missing, or if the kind is known as another resource.
  void AddDefinition(const nlohmann::json& definition);

  // `group` is "" for the core. nullptr if the kind is not known; valid until the next AddDefinition().
  const ResourceKind* Find(std::string_view group, std::string_view kind) const;

  // Whether objects of the resource, "clusterroles", are known to be in no namespace.
  bool IsClusterScoped(std::string_view group, std::string_view plural) const;

 private:
  void Add(std::string group, std::string kind, ResourceKind resource);

  std::map<std::pair<std::string, std::string>, ResourceKind> kinds_;  // by group and kind
  std::set<std::pair<std::string, std::string>> cluster_scoped_;       // group and plural
};

// Whether an object is a CustomResourceDefinition.
bool IsDefinition(const nlohmann::json& object);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_RBAC_RESOURCE_KINDS_H_
