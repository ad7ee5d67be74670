// pkgrepo update-expected: makes what is rendered now what is expected from now on.

#include <memory>
#include <set>

#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/rendered_cases.h"

namespace pkgrepo::cli {
namespace {

struct UpdateExpectedOptions {
  std::string output;
  std::string expected;
};

int Run(const UpdateExpectedOptions& options) {
  RequireFlag(options.output, "output-dir");
  RequireFlag(options.expected, "expected");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  std::set<std::string> wanted;
  for (const packaging::RenderedCase& rendered : packaging::ReadRenderedCases(options.output, inputs)) {
    wanted.insert(rendered.FileName());
    disk.WriteFileIfChanged(JoinPath(options.expected, rendered.FileName()), rendered.text);
  }
  for (const std::string& name : disk.ListDirectory(options.expected)) {
    const bool is_result = name.ends_with(".yaml") || name.ends_with(".stderr");
    if (is_result && !wanted.contains(name)) disk.RemoveAll(JoinPath(options.expected, name));
  }
  return 0;
}

}  // namespace

Command MakeUpdateExpectedCommand() {
  auto options = std::make_shared<UpdateExpectedOptions>();
  Command command{
      .name = "update-expected",
      .summary = "Make what is rendered of a package version what is expected",
      .description =
          "Writes each case to the folder of expected manifests, and removes the results of cases that no "
          "longer exist. Writes to the source tree.",
      .examples =
          "  pkgrepo update-expected --output-dir build/carvel/packages/app/1.0.0 "
          "\\\n    --expected packages/app/1.0.0/test/expected"};
  command.flags.String(&options->output, "output-dir", 0,
                       "Read the rendered cases from `FOLDER` of the build tree (required)");
  command.flags.String(&options->expected, "expected", 0,
                       "Write the expected manifests to `FOLDER` (required)");
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
