#include "delivery/watch.h"

#include <algorithm>

namespace pkgrepo::delivery {

std::chrono::nanoseconds Pause(std::chrono::nanoseconds interval, int failures, double random) {
  constexpr int kMostDoublings = 4;
  const std::chrono::duration<double> longest = interval * (1 << std::clamp(failures, 0, kMostDoublings));
  return std::chrono::duration_cast<std::chrono::nanoseconds>(longest * (0.9 + 0.2 * random));
}

std::string DescribeChange(const std::string& name, const std::optional<DeliveryLock>& seen, const DeliveryLock& now) {
  if (seen && seen->IsSame(now)) return "";
  return name + ": " + now.Describe() + (seen ? ", was " + seen->Describe() : "");
}

}  // namespace pkgrepo::delivery
