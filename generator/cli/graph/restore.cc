// pkgrepo restore: makes a kept build tree serve a fresh checkout.

#include <memory>
#include <ostream>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "packaging/cmake_cache.h"
#include "packaging/restored_times.h"

namespace pkgrepo::cli {
namespace {

// So many changes are shown.
constexpr size_t kMaxShown = 10;

void ShowPaths(const std::vector<std::string>& paths, const std::string& what, std::ostream& out) {
  if (paths.empty()) return;
  out << paths.size() << " " << what << ":\n";
  for (size_t i = 0; i < paths.size() && i < kMaxShown; ++i) out << "  " << paths[i] << "\n";
  if (paths.size() > kMaxShown) out << "  and " << paths.size() - kMaxShown << " more\n";
}

int RestoreBuild(const Invocation& invocation) {
  if (invocation.arguments.size() != 1) throw UsageError("expected one directory");
  const std::string& build = invocation.arguments[0];
  RealFileSystem disk;
  const packaging::RestoredTimes times = packaging::RestoreTimes(build, packaging::CMakeCache(build, disk).Get("CMAKE_HOME_DIRECTORY"), disk);
  if (times.kept + times.restored + times.changed.size() + times.elsewhere.size() == 0) {
    invocation.out << "No build has recorded its inputs in " << build << "\n";
    return 0;
  }
  invocation.out << times.kept + times.restored << " inputs are as the last build read them; " << times.restored
                 << " of them were given the time that they had then\n";
  ShowPaths(times.changed, "inputs have changed since", invocation.out);
  ShowPaths(times.elsewhere, "inputs outside the project have another time, and make their steps run", invocation.out);
  return 0;
}

}  // namespace

Command MakeRestoreCommand() {
  return {.name = "restore",
          .summary = "Make a kept build tree serve a fresh checkout",
          .description =
              "Gives the files and folders of the source tree whose content is that of the last build the modification "
              "times that they had then, so that Ninja finds nothing to do for them, and all others a new time. "
              "To be called ahead of cmake --build where the build tree comes from a cache and the sources from a fresh "
              "clone: of the same commit, an older one or another branch. No content is changed. Both must be at the "
              "same paths as in the build that was kept.",
          .usage = "BUILD_DIR",
          .run = &RestoreBuild,
          .takes_arguments = true};
}

}  // namespace pkgrepo::cli
