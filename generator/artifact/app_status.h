// How far an application is on its way from source to package (add_carvel_app()): what each step has last made, and whether that
// is of the present sources.
//
//   for (const AppStatus& app : ReadAppStatus(tree, disk)) …

#ifndef PKGREPO_ARTIFACT_APP_STATUS_H_
#define PKGREPO_ARTIFACT_APP_STATUS_H_

#include <string>
#include <string_view>
#include <vector>

#include "packaging/build_tree.h"

namespace pkgrepo::artifact {

struct AppStep {
  enum class State { kDone, kStale, kFailed, kNotBuilt };

  // "source", "test", "image hello-image", "ops bundle", "package bundle".
  std::string name;
  State state = State::kNotBuilt;
  // The revision of a source, REPOSITORY@DIGEST of what is in the embedded registry, "passed" of a test; "" if it is not built.
  std::string result = {};
  // Why it failed, or what is stale; in one line.
  std::string reason = {};
};

struct AppStatus {
  std::string name;
  std::string version;
  // In the order in which they run.
  std::vector<AppStep> steps;
};

// "done", "out of date", "failed", "not built".
std::string_view NameOf(AppStep::State state);

// Of the applications that the project declares now. Throws Error if `tree` is not configured.
std::vector<AppStatus> ReadAppStatus(const packaging::BuildTree& tree, FileSystem& files);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_APP_STATUS_H_
