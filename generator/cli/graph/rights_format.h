// What `pkgrepo rbac --explain` prints.

#ifndef PKGREPO_CLI_GRAPH_RIGHTS_FORMAT_H_
#define PKGREPO_CLI_GRAPH_RIGHTS_FORMAT_H_

#include <string>

#include "packaging/package_rights.h"

namespace pkgrepo::cli {

// For people: what each object needs, and why.
std::string RightsExplained(const kube::Derivation& derived, const kube::ResourceKinds& kinds);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_RIGHTS_FORMAT_H_
