// pkgrepo app-test: the gate between the source of an application and its image.

#include <memory>

#include "base/process.h"
#include "base/strings.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/records.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::cli {
namespace {

struct AppTestOptions {
  std::string source;
  std::string output;
  std::string depfile;
};

std::string Quoted(const std::vector<std::string>& words) {
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back(ShellWord(word));
  return Join(quoted, " ");
}

int Run(const AppTestOptions& options, const std::vector<std::string>& command) {
  RequireFlag(options.source, "source");
  RequireFlag(options.output, "output");
  if (command.empty()) throw UsageError("the command of the test is missing: give it behind --");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  packaging::AppSourceRecord::Parse(options.source, inputs.Read(options.source));
  const ProcessResult result = RealProcessRunner().Run({.arguments = command});
  if (result.status != 0) {
    Error error("the test has failed with status " + std::to_string(result.status) + ": " + Quoted(command));
    const std::string told = result.output + result.error_output;
    for (std::string_view line : SplitLines(told)) error.Note(std::string(line));
    throw error.Hint("what is made of this source waits until its test passes");
  }
  disk.WriteFileIfChanged(options.output, packaging::AppTestRecord{.command = command}.ToJson());
  inputs.WriteDepfile(options.depfile, options.output);
  return 0;
}

}  // namespace

Command MakeAppTestCommand() {
  auto options = std::make_shared<AppTestOptions>();
  Command command{.name = "app-test",
                  .summary = "Test the source of an application",
                  .description = "Runs a command, and writes a record if it succeeds. What is made of the source waits for the record. "
                                 "The command's output is shown only if it fails.",
                  .usage = "[flags] -- WORD…",
                  .examples = "  pkgrepo app-test --source build/carvel/apps/hello/source.json \\\n"
                              "    --output build/carvel/apps/hello/test.json -- ctest --test-dir build -L hello"};
  command.takes_arguments = true;
  FlagSet& flags = command.flags;
  flags.String(&options->source, "source", 0, "Test the source whose revision is in `FILE` (required)");
  flags.String(&options->output, "output", 0, "Write the record to `FILE` (required)");
  DeclareDepfile(&options->depfile, flags);
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.arguments); };
  return command;
}

}  // namespace pkgrepo::cli
