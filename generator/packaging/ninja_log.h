// Ninja's log of a build folder, .ninja_log. https://ninja-build.org/manual.html#ref_log, of 1.11

#ifndef PKGREPO_PACKAGING_NINJA_LOG_H_
#define PKGREPO_PACKAGING_NINJA_LOG_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::packaging {

struct NinjaLogEntry {
  // When the step began and ended, in milliseconds from the start of its build.
  int64_t start = 0;
  int64_t end = 0;
  // By the clock, in nanoseconds, from in between these.
  int64_t time = 0;
  std::string output;
};

// In the order of the log; lines of another form are left out.
std::vector<NinjaLogEntry> ParseNinjaLog(std::string_view log);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_NINJA_LOG_H_
