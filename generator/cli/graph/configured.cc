// pkgrepo configured: records what makes CMake configure again, as steps record their inputs.

#include <memory>
#include <string>

#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/configure_inputs.h"
#include "packaging/input_record.h"

namespace pkgrepo::cli {
namespace {

struct ConfiguredOptions {
  std::string ninja_file;
  std::string output;
};

int Run(const ConfiguredOptions& options) {
  RequireFlag(options.ninja_file, "ninja-file");
  RequireFlag(options.output, "output");
  RealFileSystem disk;
  packaging::Inputs inputs;
  for (const std::string& path : packaging::ParseConfigureInputs(disk.ReadFile(options.ninja_file))) {
    const packaging::InputState state = packaging::StateOf(disk.StatFollowing(path));
    inputs[path] = {.state = state, .content = packaging::ContentOf(path, state, disk)};
  }
  packaging::WriteInputRecord(inputs, options.output, disk);
  disk.WriteFileIfChanged(options.output, "The inputs are in the record beside this file.\n");
  return 0;
}

}  // namespace

Command MakeConfiguredCommand() {
  auto options = std::make_shared<ConfiguredOptions>();
  Command command{.name = "configured", .summary = "Record what makes CMake configure a build tree again",
                  .description = "Records the files and folders that CMake has read, with their content, for pkgrepo restore."};
  FlagSet& flags = command.flags;
  flags.String(&options->ninja_file, "ninja-file", 0, "Read `FILE`, the build.ninja that CMake wrote (required)");
  flags.String(&options->output, "output", 0, "Write to `FILE`, and the record beside it (required)");
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
