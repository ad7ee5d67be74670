// What a cluster gets for an environment: the PackageRepository, pinned by digest, and a PackageInstall of exactly the version
// that the lock names, with its values and its ServiceAccount.

#ifndef PKGREPO_DELIVERY_DELIVERY_RESOURCES_H_
#define PKGREPO_DELIVERY_DELIVERY_RESOURCES_H_

#include <string>

#include "delivery/delivery_lock.h"
#include "packaging/build_tree.h"

namespace pkgrepo::delivery {

// Documents in the order in which to apply them. Throws Error for values that are none, and for what an API server would refuse.
std::string MakeDelivery(const DeliverySpecification& specification, const DeliveryLock& lock,
                         const packaging::BuildTree& tree, packaging::StepInputs& inputs);

}  // namespace pkgrepo::delivery

#endif  // PKGREPO_DELIVERY_DELIVERY_RESOURCES_H_
