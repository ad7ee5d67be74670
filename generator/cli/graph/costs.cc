// pkgrepo costs: how long packages took, by which shards are balanced.

#include <ostream>

#include "base/error.h"
#include "base/file_system.h"
#include "cli/graph/commands.h"
#include "packaging/build_costs.h"

namespace pkgrepo::cli {
namespace {

int PrintCosts(const Invocation& invocation) {
  if (invocation.arguments.empty()) throw UsageError("expected build folders");
  const RealFileSystem disk;
  packaging::BuildCosts costs;
  for (const std::string& build : invocation.arguments) {
    const std::string log = JoinPath(build, ".ninja_log");
    if (!disk.IsFile(log)) {
      throw Error("nothing was built in '" + build + "': it has no .ninja_log").Hint("name a folder in which Ninja has built");
    }
    packaging::AddCosts(disk.ReadFile(log), costs);
  }
  for (const auto& [name, cost] : costs) invocation.out << name << " " << cost << "\n";
  return 0;
}

}  // namespace

Command MakeCostsCommand() {
  return {.name = "costs",
          .summary = "Print how long the packages of a build took, to balance shards",
          .description =
              "Prints each package with the milliseconds that the last run of each of its steps took, by Ninja's logs of the "
              "build folders: those of the shards of a build, or of a whole one. PACKAGE_REPO_SHARD_COSTS names a file "
              "with this, of which all shards need the same one.",
          .usage = "BUILD_FOLDER...",
          .examples = "  pkgrepo costs build-1 build-2 build-3 > costs.txt",
          .run = &PrintCosts,
          .takes_arguments = true};
}

}  // namespace pkgrepo::cli
