// The smallest rights with which kapp-controller can install a package, change it and take it away, from the package's
// manifests.
//
//   const Derivation derived = DeriveRights(objects, {.name = "shop", .name_space = "apps"}, kinds);
//   const std::set<Right> rights = derived.Rights();
//
// Not among them is what the package's own programs do when they run: that is what its own roles are for.

#ifndef PKGREPO_KUBE_RBAC_DERIVATION_H_
#define PKGREPO_KUBE_RBAC_DERIVATION_H_

#include <set>
#include <string>
#include <vector>

#include "kube/rbac/need.h"
#include "kube/rbac/placed_object.h"

namespace pkgrepo::kube {

struct Derivation {
  // By object, in the order of the manifests, the app's record first.
  Needs needs;
  // Whole sentences: what is not known and not among the needs, and what could be narrower.
  std::vector<std::string> notes;
  // Nothing about these is among the needs.
  std::vector<InstalledObject> unknown;

  // What is needed, less what other rights among it give.
  std::set<Right> Rights() const;
};

// `objects` may be of several values cases, and of several versions; the rights are those for all of them. Definitions
// among them are added to `kinds`. Throws Error as PlaceObjects().
Derivation DeriveRights(const std::vector<InstalledObject>& objects, const Installation& installation,
                        ResourceKinds& kinds);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_RBAC_DERIVATION_H_
