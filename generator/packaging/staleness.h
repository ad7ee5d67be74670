// What a build would do, and why: the steps that Ninja would run, with the reasons that their records of inputs
// (packaging/input_record.h) give by content.
//
//   for (const StaleStep& step : FindStaleSteps(plan, "build", disk)) …
//
// Ninja runs a step for a file that was only touched; that is told as such. A step without a reason of its own follows
// from steps before it. It may: where one of these writes what was there already, Ninja leaves it out.

#ifndef PKGREPO_PACKAGING_STALENESS_H_
#define PKGREPO_PACKAGING_STALENESS_H_

#include <string>
#include <vector>

#include "base/file_system.h"
#include "packaging/ninja_plan.h"
#include "packaging/stale_reason.h"

namespace pkgrepo::packaging {

struct StaleStep {
  // "app 1.0.0", "stage beta", "repository acme", "configuration", "generator", "registry".
  std::string owner;
  // The command of the step: "render"; "cmake" where CMake runs again.
  std::string command;
  // Relative to the build folder.
  std::string output;
  // None if the step follows from others.
  std::vector<StaleReason> reasons;
  // Of a step of the last build: why it failed, in one line; "" if it did not.
  std::string failure = {};
};

// In the order of the graph: what all depend on, package versions by name, stages, repositories. Steps of the project's
// own, beside those of packages, are left out. `build` is the folder in which CMake builds.
std::vector<StaleStep> FindStaleSteps(const NinjaPlan& plan, const std::string& build,
                                      const FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STALENESS_H_
