// Go's text form of durations: "30s", "1.5h", "2h45m0s".

#ifndef PKGREPO_BASE_DURATION_H_
#define PKGREPO_BASE_DURATION_H_

#include <chrono>
#include <string>

namespace pkgrepo {

// Throws Error in the words of Go's time.ParseDuration.
std::chrono::nanoseconds ParseDuration(const std::string& text);

// As Go prints it, which is also how Kubernetes stores it: "10m0s", "1.5s", "100ms", "0s".
std::string FormatDuration(std::chrono::nanoseconds duration);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_DURATION_H_
