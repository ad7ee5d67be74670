// pkgrepo shards: whether builds of parts of a repository are all of it.

#include <ostream>

#include "base/file_system.h"
#include "cli/graph/commands.h"
#include "packaging/shards.h"

namespace pkgrepo::cli {
namespace {

int CheckShards(const Invocation& invocation) {
  if (invocation.arguments.empty()) throw UsageError("expected build folders");
  const packaging::Shard shard = packaging::RequireAllShards(invocation.arguments, RealFileSystem());
  invocation.out << "These are all " << shard.parts << " parts of the split " << shard.split << "\n";
  return 0;
}

}  // namespace

Command MakeShardsCommand() {
  return {.name = "shards",
          .summary = "Check that builds of parts of a repository are all of it",
          .description =
              "Fails unless the build folders, each configured with PACKAGE_REPO_SHARD, are for all parts of the same split of "
              "the packages. Jobs that were given other packages or costs than the rest split otherwise, and what falls in "
              "between is built and tested by none of them. Of each build folder it needs the file carvel/shard.",
          .usage = "BUILD_FOLDER...",
          .examples = "  pkgrepo shards build-1 build-2 build-3      # in the job that publishes",
          .run = &CheckShards,
          .takes_arguments = true};
}

}  // namespace pkgrepo::cli
