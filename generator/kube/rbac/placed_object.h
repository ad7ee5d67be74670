// The objects of a package as an API server gets them: under which resource, in which namespace, and where rules about them
// can stand.

#ifndef PKGREPO_KUBE_RBAC_PLACED_OBJECT_H_
#define PKGREPO_KUBE_RBAC_PLACED_OBJECT_H_

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "kube/rbac/installation.h"
#include "kube/rbac/resource_kinds.h"

namespace pkgrepo::kube {

// An object of a package's manifests.
struct InstalledObject {
  // Outlives what is derived from it.
  const nlohmann::json* resource = nullptr;
  // For people: "deployment/web (apps/v1) namespace: shop".
  std::string label;
  // File and line, or "".
  std::string origin = {};
};

struct PlacedObject {
  const nlohmann::json* resource = nullptr;
  std::string label;
  std::string group;
  std::string kind;
  std::string plural;
  // "" if an API server makes it up.
  std::string name;
  // "" if the kind is in none.
  std::string name_space;
  // The namespace whose Role has the rules about it. "" is a ClusterRole: for kinds in no namespace, and for namespaces
  // that the package makes, since there can be no Role ahead of its namespace.
  std::string scope;
  // kapp makes it and owns it; else it only looks whether it is there.
  bool is_applied = true;

  bool HasAnnotation(const char* key) const;
  // Of an annotation of kapp; "" if there is none.
  std::string Annotation(const char* key) const;
};

struct Placement {
  std::vector<PlacedObject> objects;
  // Namespaces that the package makes, and that hold objects of it.
  std::set<std::string> made_namespaces;
  // Objects of kinds whose resource is not known.
  std::vector<InstalledObject> unknown;
};

// Definitions among `objects` are added to `kinds`. Configuration of kapp is left out. Throws Error for definitions that
// define nothing, and for namespaces that the installation does not map, as kapp does.
Placement PlaceObjects(const std::vector<InstalledObject>& objects, const Installation& installation,
                       ResourceKinds& kinds);

// Whether each cluster has this namespace, from its beginning. kapp never deletes them.
bool IsSystemNamespace(const std::string& name);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_RBAC_PLACED_OBJECT_H_
