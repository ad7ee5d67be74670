// pkgrepo diff: what differs between two builds, or since a git revision.

#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <ostream>

#include "base/environment.h"
#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/diff_format.h"
#include "packaging/build_summary.h"
#include "packaging/cmake_cache.h"
#include "packaging/git_checkout.h"
#include "packaging/project_build.h"

namespace pkgrepo::cli {
namespace {

using packaging::BuildDiff;
using packaging::BuildTree;

// With --exit-code, where 1 says that something differs; as git ends.
constexpr int kFailed = 128;

struct DiffOptions {
  std::string format = "text";
  std::string colour = "auto";
  int limit = 60000;
  bool exit_code = false;
};

bool WantsColour(const std::string& colour) {
  if (colour == "always" || colour == "never") return colour == "always";
  if (colour != "auto") throw UsageError("--color takes auto, always or never, not '" + colour + "'");
  const std::map<std::string, std::string> environment = ReadEnvironment();
  const auto none = environment.find("NO_COLOR");  // https://no-color.org
  return ::isatty(STDOUT_FILENO) == 1 && (none == environment.end() || none->second.empty());
}

void Print(const DiffOptions& options, const BuildDiff& diff, const Compared& compared, std::ostream& out) {
  if (options.format == "text") {
    out << DiffAsText(diff, compared, WantsColour(options.colour));
  } else if (options.format == "markdown") {
    out << DiffAsMarkdown(diff, compared, static_cast<size_t>(options.limit));
  } else {
    out << DiffAsJson(diff, compared);
  }
}

void CheckOptions(const DiffOptions& options) {
  constexpr std::array kFormats = {"text", "markdown", "json"};
  if (std::ranges::find(kFormats, options.format) == kFormats.end()) {
    throw UsageError("--format takes text, markdown or json, not '" + options.format + "'");
  }
  if (options.limit < 0) throw UsageError("--limit must not be negative");
  WantsColour(options.colour);
}

BuildTree TreeOf(const std::string& build) { return BuildTree(JoinPath(build, packaging::kBuildTree)); }

// Results of steps that have failed since are of earlier sources.
void RequireComplete(const std::string& build, FileSystem& disk) {
  const auto failures = packaging::SummarizeBuild(TreeOf(build), disk).failures;
  if (failures.empty()) return;
  throw Error("'" + build + "' is not built: " + failures[0].what + ": " + failures[0].failure.step + ": " +
              failures[0].failure.reason)
      .Hint("`pkgrepo summary " + build + "` lists what has failed");
}

BuildDiff Compare(const Invocation& invocation, Compared& compared) {
  RealFileSystem disk;
  const std::string& before = invocation.arguments[0];
  const std::string after = invocation.arguments.size() > 1 ? invocation.arguments[1] : packaging::DefaultBuild(disk);
  if (disk.IsDirectory(TreeOf(before).directory())) {
    RequireComplete(before, disk);
    RequireComplete(after, disk);
    return packaging::DiffBuilds(TreeOf(before), TreeOf(after), disk);
  }
  const packaging::CMakeCache cache(after, disk);
  const packaging::GitRevision revision = packaging::FindRevision(before, cache.Get("CMAKE_HOME_DIRECTORY"));
  compared = {.revision = revision.name, .commit = revision.commit};
  packaging::BuildProject(after, "the working tree");
  invocation.err << "Building " << revision.Describe() << " to compare with\n";
  const packaging::RevisionBuild base(revision, after);
  return packaging::DiffBuilds(TreeOf(base.build()), TreeOf(after), disk);
}

int Run(const DiffOptions& options, const Invocation& invocation) {
  if (invocation.arguments.empty() || invocation.arguments.size() > 2) {
    throw UsageError("expected a build folder or a git revision, and a build folder");
  }
  CheckOptions(options);
  try {
    Compared compared;
    const BuildDiff diff = Compare(invocation, compared);
    Print(options, diff, compared, invocation.out);
    return options.exit_code && !diff.IsEmpty() ? 1 : 0;
  } catch (const Error& error) {
    if (!options.exit_code) throw;
    invocation.err << "pkgrepo: error: " << error.Render();
    return kFailed;
  }
}

}  // namespace

Command MakeDiffCommand() {
  auto options = std::make_shared<DiffOptions>();
  Command command{
      .name = "diff",
      .summary = "Print what differs between two builds, or since a git revision",
      .description =
          "Compares what two builds of a project have made: package versions with the digests of their bundles, the "
          "objects that a cluster would get, field by field, the images, stages and repositories. BEFORE is a build "
          "folder, such as a copy of that of the main branch, or a git revision. AFTER is a build folder; without it, "
          "that is the current folder if it is one, else build.\n\n"
          "For a revision, AFTER is built first, then the revision, in a temporary folder, of which nothing stays. It is "
          "configured with the same entries of CMakeCache.txt, but for those with their default, which are as the revision "
          "has them. With PACKAGE_REPO_CACHE it renders only what the cache does not "
          "have. Git's repository and the working tree are left alone.\n\n"
          "With --exit-code, the status is 0 if nothing differs, 1 if anything does, and 128 after an error.",
      .usage = "BEFORE [AFTER] [flags]",
      .examples = "  pkgrepo diff main                            # what the working tree changes\n"
                  "  pkgrepo diff \"$(git merge-base origin/main HEAD)\" --format markdown > comment.md\n"
                  "  pkgrepo diff base build --exit-code          # two build folders",
      .takes_arguments = true};
  FlagSet& flags = command.flags;
  flags.String(&options->format, "format", 0, "Print text, markdown for a comment on a pull request, or json, as `FORMAT` says");
  flags.String(&options->colour, "color", 0, "Colour text: auto, always or never, as `WHEN` says");
  flags.Int(&options->limit, "limit", 0, "Leave out of markdown what makes it longer than `BYTES`");
  flags.Bool(&options->exit_code, "exit-code", 0, "Exit with status 1 if anything differs");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
