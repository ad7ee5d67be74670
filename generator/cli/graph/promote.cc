// pkgrepo promote: takes package versions from one stage over into another one.

#include <memory>
#include <optional>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/promotion.h"
#include "cli/graph/step_flags.h"
#include "packaging/cmake_cache.h"

namespace pkgrepo::cli {
namespace {

struct PromoteOptions {
  std::string from;
  std::string to;
  std::string build;
  bool all = false;
  bool check = false;
};

std::vector<packaging::NamedVersion> ParseVersions(const std::vector<std::string>& words) {
  std::vector<packaging::NamedVersion> versions;
  for (const std::string& word : words) {
    const std::optional<packaging::NamedVersion> named = packaging::ParseNamedVersion(word);
    if (!named) throw UsageError("expected NAME@VERSION, not '" + word + "'");
    versions.push_back(*named);
  }
  return versions;
}

int Run(const PromoteOptions& options, const Invocation& invocation) {
  RequireFlag(options.from, "from");
  RequireFlag(options.to, "to");
  if (invocation.arguments.empty() != options.all) throw UsageError("name versions as NAME@VERSION, or all of them with --all");
  const packaging::PromotionRequest request{
      .from = options.from, .to = options.to, .versions = ParseVersions(invocation.arguments)};
  RealFileSystem disk;
  const packaging::BuildTree tree(JoinPath(options.build.empty() ? packaging::DefaultBuild(disk) : options.build,
                                           packaging::kBuildTree));
  return RunPromotion(request, options.check, tree, disk, invocation.out);
}

}  // namespace

Command MakePromoteCommand() {
  auto options = std::make_shared<PromoteOptions>();
  Command command{
      .name = "promote",
      .summary = "Take package versions from one stage over into another one",
      .description =
          "Adds versions that one stage has to the file of another one, or to its lock where constraints choose them, in the "
          "source tree; comments and order stay. It checks that the bundles are those that the first stage was built with, "
          "and prints what differs, object by object in each of its cases, from the version that users of the second one have. "
          "With --check it writes nothing, and the exit status is 1 if it would have.",
      .usage = "[NAME@VERSION...] --from STAGE --to STAGE [flags]",
      .examples = "  pkgrepo promote contour@1.22.3 --from beta --to main\n"
                  "  pkgrepo promote --all --from beta --to main --check"};
  FlagSet& flags = command.flags;
  flags.String(&options->from, "from", 0, "Take what the stage `NAME` has (required)");
  flags.String(&options->to, "to", 0, "Add it to the stage `NAME` (required)");
  flags.String(&options->build, "build", 0, "Look at what was built in `FOLDER` (default: the current one, else build)");
  flags.Bool(&options->all, "all", 0, "Take all that the first stage has and the other lacks");
  flags.Bool(&options->check, "check", 0, "Write nothing, and fail if something is to be promoted");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation); };
  command.takes_arguments = true;
  return command;
}

}  // namespace pkgrepo::cli
