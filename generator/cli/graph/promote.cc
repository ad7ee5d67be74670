// pkgrepo promote: takes package versions from one stage over into another one.

#include <unistd.h>

#include <memory>
#include <ostream>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/diff_format.h"
#include "cli/graph/step_flags.h"
#include "packaging/cmake_cache.h"
#include "packaging/promotion.h"

namespace pkgrepo::cli {
namespace {

struct PromoteOptions {
  std::string from;
  std::string to;
  std::string build;
  bool all = false;
  bool check = false;
};

std::vector<std::pair<std::string, std::string>> ParseVersions(const std::vector<std::string>& words) {
  std::vector<std::pair<std::string, std::string>> versions;
  for (const std::string& word : words) {
    const size_t at = word.find('@');
    if (at == 0 || at == std::string::npos || at + 1 == word.size()) {
      throw UsageError("expected NAME@VERSION, not '" + word + "'");
    }
    versions.emplace_back(word.substr(0, at), word.substr(at + 1));
  }
  return versions;
}

// As `pkgrepo diff` shows a version.
std::string Describe(const packaging::PromotedVersion& promoted) {
  packaging::BuildDiff diff;
  packaging::BuildDiff::Version& version = diff.versions.emplace_back();
  version.name = promoted.name;
  version.version = promoted.before.empty() ? promoted.version : promoted.before + " -> " + promoted.version;
  version.digest.after = promoted.image.substr(promoted.image.find('@') + 1);
  if (!promoted.before.empty()) version.digest.before = version.digest.after;  // another version, not a changed one
  if (!promoted.objects.empty()) version.cases.push_back({.name = packaging::kDefaultCase, .objects = promoted.objects});
  return DiffAsText(diff, {}, ::isatty(STDOUT_FILENO) == 1);
}

int Run(const PromoteOptions& options, const Invocation& invocation) {
  RequireFlag(options.from, "from");
  RequireFlag(options.to, "to");
  if (invocation.arguments.empty() != options.all) throw UsageError("name versions as NAME@VERSION, or all of them with --all");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const packaging::BuildTree tree(JoinPath(options.build.empty() ? packaging::DefaultBuild(disk) : options.build,
                                           packaging::kBuildTree));
  const packaging::Promotion promotion = packaging::Promote(
      {.from = options.from, .to = options.to, .versions = ParseVersions(invocation.arguments)}, tree, inputs);
  std::ostream& out = invocation.out;
  for (const packaging::PromotedVersion& promoted : promotion.versions) {
    out << Describe(promoted) << "  as stage " << options.from << " has it: " << promoted.image << "\n";
  }
  if (promotion.versions.empty()) {
    out << "stage " << options.to << " has "
        << (options.all ? "all that stage " + options.from + " has" : std::string("that already")) << "\n";
    return 0;
  }
  for (const auto& [path, text] : promotion.files) {
    if (!options.check) disk.WriteFile(path, text);
    out << (options.check ? "Would change " : "Wrote ") << path << "\n";
  }
  return options.check ? 1 : 0;
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
          "and prints what differs, object by object, from the version that users of the second one have. With --check it "
          "writes nothing, and the exit status is 1 if it would have.",
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
