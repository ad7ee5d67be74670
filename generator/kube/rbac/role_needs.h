// What an API server asks of those who make roles and bind them, and policies that read other objects, besides the rights
// to the objects themselves: that nobody gains rights by that.
//
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping

#ifndef PKGREPO_KUBE_RBAC_ROLE_NEEDS_H_
#define PKGREPO_KUBE_RBAC_ROLE_NEEDS_H_

#include <string>
#include <vector>

#include "kube/rbac/installation.h"
#include "kube/rbac/need.h"
#include "kube/rbac/placed_object.h"

namespace pkgrepo::kube {

// For each Role and ClusterRole what it grants, or the verb escalate; for bindings to roles that the package does not have,
// or of which it does not say what they grant, the verb bind, with a sentence for each in `notes`.
void AddRoleNeeds(const std::vector<PlacedObject>& objects, Installation::Roles roles, Needs& needs,
                  std::vector<std::string>& notes);

// Each ValidatingAdmissionPolicy and its bindings, for the kind of its parameters.
void AddPolicyNeeds(const std::vector<PlacedObject>& objects, const ResourceKinds& kinds, Needs& needs);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_RBAC_ROLE_NEEDS_H_
