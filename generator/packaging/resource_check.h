// Custom resources of kapp-controller that are written by hand, checked whole: unknown and misspelt fields,
// types, names, versions, times, and what the controller cannot reconcile (kube/field_types.h).
//
//   CheckResource("packages/pear/package.yaml", text, "data.packaging.carvel.dev/v1alpha1", "Package");
//
// One such file that an API server refuses makes the whole PackageRepository fail.

#ifndef PKGREPO_PACKAGING_RESOURCE_CHECK_H_
#define PKGREPO_PACKAGING_RESOURCE_CHECK_H_

#include <string>

#include "kube/field_check.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {

// Throws Error with file and line: the first fault, and further ones as notes. Precondition: the kind is one
// of kube::FindResourceType().
void CheckResource(const std::string& file, const std::string& text, const std::string& api_version,
                   const std::string& kind);

// The same for `resource`, which was made of what stands at `node`, and may have more or other fields.
void CheckComposedResource(const ConfigNode& node, const nlohmann::json& resource,
                           const std::string& api_version, const std::string& kind);

// Throws Error like that for faults in `node`, unless there are none.
void ThrowFaults(const ConfigNode& node, const std::vector<kube::FieldFault>& faults);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_RESOURCE_CHECK_H_
