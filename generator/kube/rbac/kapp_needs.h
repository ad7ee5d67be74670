// What kapp asks an API server for when it deploys, changes and deletes an app, as far as it fails, or silently leaves
// something behind, where it is refused. What kapp tries and does without is not among it: lists of nodes, namespaces and
// pods, lists in the whole cluster where those in the namespaces suffice, and of deletion the lists of kinds that the app
// has not. As seen of kapp 0.60.

#ifndef PKGREPO_KUBE_RBAC_KAPP_NEEDS_H_
#define PKGREPO_KUBE_RBAC_KAPP_NEEDS_H_

#include "kube/rbac/installation.h"
#include "kube/rbac/need.h"
#include "kube/rbac/placed_object.h"

namespace pkgrepo::kube {

// The ConfigMaps in which kapp keeps what it knows of the app, in the namespace of the PackageInstall.
void AddRecordNeeds(const Installation& installation, Needs& needs);

// One object. kapp's annotations change what it does: it only looks for objects with `exists` and `noop`; of those with
// `versioned` the name has an ending that is not known; it leaves those with `delete-strategy: orphan`, and deletes those
// that it replaces.
void AddObjectNeeds(const PlacedObject& object, Needs& needs);

// Whether the name that the object has in a cluster is not that of the manifests.
bool HasUnknownName(const PlacedObject& object);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_RBAC_KAPP_NEEDS_H_
