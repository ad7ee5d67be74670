// pkgrepo must-fail: steps of which it is known that one fails.

#include <memory>
#include <sstream>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::cli {
namespace {

struct MustFailOptions {
  std::string source;
  std::string output;
  std::string target;
  std::string depfile;
};

using Words = std::vector<std::string>;

// The steps, between words "--".
std::vector<Words> Separate(const Words& words) {
  std::vector<Words> steps(1);
  for (const std::string& word : words) {
    if (word == "--") {
      steps.emplace_back();
    } else {
      steps.back().push_back(word);
    }
  }
  return steps;
}

// What the first step that fails says; "" if all succeed.
std::string FailureOf(const std::vector<Words>& steps) {
  Command root{.name = "pkgrepo", .commands = MakeGraphCommands()};
  for (const Words& step : steps) {
    std::istringstream no_input;
    std::ostringstream output;
    try {
      if (Execute(root, step, no_input, output, output) != 0) return step[0] + ": " + output.str();
    } catch (const Error& error) {
      return step[0] + ": " + error.Render();
    }
  }
  return "";
}

int Run(const MustFailOptions& options, const Words& words) {
  RequireFlag(options.source, "source");
  RequireFlag(options.output, "output");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  inputs.Walk(options.source);  // which of the files it failed for, is not known
  const std::string failure = FailureOf(Separate(words));
  if (failure.empty()) {
    throw Error(options.target + " is among ALLOW_FAILURES, but it builds")
        .Hint("remove it from the list, so that stages can include it");
  }
  disk.WriteFileIfChanged(options.output, failure);
  inputs.WriteDepfile(options.depfile, options.output);
  return 0;
}

}  // namespace

Command MakeMustFailCommand() {
  auto options = std::make_shared<MustFailOptions>();
  Command command{
      .name = "must-fail",
      .summary = "Run steps of a package version that is known not to build",
      .description =
          "Runs the steps, which `--` separates, until one fails, and writes its message to a file. It is "
          "an error if none fails.",
      .usage = "[flags] -- STEP… [-- STEP…]…",
      .examples =
          "  pkgrepo must-fail --source packages/app/1.0.0 --output app.failure --target app-1.0.0 "
          "\\\n    -- render --source packages/app/1.0.0 --output-dir "
          "build/carvel/packages/app/1.0.0"};
  command.takes_arguments = true;
  FlagSet& flags = command.flags;
  flags.String(&options->source, "source", 0,
               "Run again when something changes in `FOLDER`, that of the package version (required)");
  flags.String(&options->output, "output", 0, "Write the message to `FILE` (required)");
  flags.String(&options->target, "target", 0, "Name the package version `NAME` in messages");
  DeclareDepfile(&options->depfile, flags);
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.arguments); };
  return command;
}

}  // namespace pkgrepo::cli
