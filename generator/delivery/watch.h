// What a watch knows of an environment, and how long it waits between two looks at the registry.

#ifndef PKGREPO_DELIVERY_WATCH_H_
#define PKGREPO_DELIVERY_WATCH_H_

#include <chrono>
#include <optional>
#include <string>

#include "delivery/delivery_lock.h"

namespace pkgrepo::delivery {

// `interval`, doubled for each of the looks in a row that have failed, up to 16 times of it, and a tenth of that more or less, as
// `random`, from 0 to 1, says: so that many watches do not ask at the same moment.
std::chrono::nanoseconds Pause(std::chrono::nanoseconds interval, int failures, double random);

// The line that tells a change from what was last seen; "" if there is none.
std::string DescribeChange(const std::string& name, const std::optional<DeliveryLock>& seen, const DeliveryLock& now);

}  // namespace pkgrepo::delivery

#endif  // PKGREPO_DELIVERY_WATCH_H_
