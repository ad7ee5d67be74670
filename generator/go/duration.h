// Durations as text: "30s", "1.5h", "2h45m0s". Follows package time of Go 1.21.
//
//   FormatDuration(ParseDuration("90s"));    // "1m30s"

#ifndef PKGREPO_GO_DURATION_H_
#define PKGREPO_GO_DURATION_H_

#include <chrono>
#include <string>

namespace pkgrepo::go {

// Throws Error `time: unknown unit "d" in duration "1d"`.
std::chrono::nanoseconds ParseDuration(const std::string& text);

// As Go prints it, which is also how Kubernetes stores it: "10m0s", "1.5s", "100ms", "0s".
std::string FormatDuration(std::chrono::nanoseconds duration);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_DURATION_H_
