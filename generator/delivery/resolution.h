// What a policy means now: the tag that it chooses of those in the registry, and the Package in the bundle there.
//
//   const DeliveryLock lock = Resolve(specification, registry);

#ifndef PKGREPO_DELIVERY_RESOLUTION_H_
#define PKGREPO_DELIVERY_RESOLUTION_H_

#include <string>
#include <vector>

#include "base/file_system.h"
#include "delivery/delivery_lock.h"
#include "delivery/delivery_specification.h"
#include "oci/registry_client.h"
#include "packaging/package_resource.h"

namespace pkgrepo::delivery {

// The tag with the highest version. Tags that are no versions do not count. Throws Error if the policy takes none of them.
std::string ChooseTag(const DeliverySpecification& specification, const std::vector<std::string>& tags);

// Of the one Package in the folder, which is that of an unpacked bundle. Throws Error if there is none, or another one.
packaging::PackageIdentity FindPackage(const std::string& folder, const FileSystem& disk);

// Throws Error, with the call of CMake.
DeliveryLock Resolve(const DeliverySpecification& specification, const oci::RegistryClient& registry);

}  // namespace pkgrepo::delivery

#endif  // PKGREPO_DELIVERY_RESOLUTION_H_
