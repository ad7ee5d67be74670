// Go's text form of durations: "30s", "1.5h", "2h45m0s".

#ifndef PKGREPO_CLI_DURATION_H_
#define PKGREPO_CLI_DURATION_H_

#include <chrono>
#include <string>

namespace pkgrepo::cli {

// Throws Error in the words of Go's time.ParseDuration.
std::chrono::nanoseconds ParseDuration(const std::string& text);

// Precondition: a whole number of milliseconds.
std::string FormatDuration(std::chrono::nanoseconds duration);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_DURATION_H_
