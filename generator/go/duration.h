// Go's text form of durations: "30s", "1.5h", "2h45m0s".

#ifndef PKGREPO_GO_DURATION_H_
#define PKGREPO_GO_DURATION_H_

#include <chrono>
#include <string>

namespace pkgrepo::go {

// Throws Error in the words of Go's time.ParseDuration.
std::chrono::nanoseconds ParseDuration(const std::string& text);

// As Go prints it, which is also how Kubernetes stores it: "10m0s", "1.5s", "100ms", "0s".
std::string FormatDuration(std::chrono::nanoseconds duration);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_DURATION_H_
