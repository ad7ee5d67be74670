// The forms in which `pkgrepo rbac` prints rights.

#ifndef PKGREPO_CLI_GRAPH_RIGHTS_FORMAT_H_
#define PKGREPO_CLI_GRAPH_RIGHTS_FORMAT_H_

#include <string>

#include "packaging/package_rights.h"

namespace pkgrepo::cli {

// For `kubectl apply`: a stream of YAML, headed by comments with what is to be known about the rights.
std::string RightsAsManifests(const kube::Derivation& derived, const kube::Installation& installation);

// For people: what each object needs, and why.
std::string RightsExplained(const kube::Derivation& derived, const kube::ResourceKinds& kinds);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_RIGHTS_FORMAT_H_
