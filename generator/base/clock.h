// The time, in the unit of FileInfo::mtime. Nothing that a step makes may depend on it.

#ifndef PKGREPO_BASE_CLOCK_H_
#define PKGREPO_BASE_CLOCK_H_

#include <chrono>
#include <cstdint>

namespace pkgrepo {

// Nanoseconds since 1970.
inline int64_t Now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_CLOCK_H_
