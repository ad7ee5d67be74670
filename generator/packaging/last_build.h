// What the last build has done, and why, from Ninja's log, the records of inputs and those of failures.
//
//   for (const StaleStep& step : FindLastSteps("build", disk)) …
//
// The log does not say where a build begins. It has the times at which each step began and ended, from the start of its
// build, and one by the clock from in between (packaging/ninja_log.h), so that it is known
// when that start was: steps of one build agree in it. Steps that failed are not in the log; their records say when they ran
// (packaging/step_failure.h), and Ninja makes no pause between the steps of a build.

#ifndef PKGREPO_PACKAGING_LAST_BUILD_H_
#define PKGREPO_PACKAGING_LAST_BUILD_H_

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "packaging/staleness.h"

namespace pkgrepo::packaging {

// The last build in which a step has succeeded.
struct LoggedBuild {
  // Of the steps that have.
  std::set<std::string> outputs;
  // When the first of them may have begun, and the last have ended, in nanoseconds since 1970.
  int64_t begin = 0;
  int64_t end = 0;
};

// From the text of .ninja_log.
LoggedBuild FindLoggedBuild(std::string_view log);

// In the order of FindStaleSteps(), with the reasons that the steps had, or why they failed. None if nothing was built.
std::vector<StaleStep> FindLastSteps(const std::string& build, const FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_LAST_BUILD_H_
