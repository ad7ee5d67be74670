// pkgrepo repository: the PackageRepository that serves a stage, pinned to the stage's digest.

#include <algorithm>
#include <memory>

#include "base/error.h"
#include "base/strings.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/repository_file.h"
#include "packaging/repository_resource.h"

namespace pkgrepo::cli {
namespace {

struct RepositoryOptions {
  std::string name;
  std::string file;
  std::string tree;
  std::string output;
  std::string depfile;
};

Error UnknownStage(const packaging::RepositoryFile& file, const std::vector<std::string>& stages) {
  Error error("unknown stage '" + file.stage + "'");
  error.At(file.stage_position);
  if (const std::optional<std::string> meant = ClosestMatch(file.stage, stages)) {
    error.Hint("did you mean '" + *meant + "'?");
  } else {
    error.Hint(stages.empty() ? "declare it with add_carvel_stage()"
                              : "this project has " + Join(stages, ", "));
  }
  return error;
}

int Run(const RepositoryOptions& options) {
  RequireFlag(options.name, "name");
  RequireFlag(options.file, "file");
  RequireFlag(options.tree, "tree");
  RequireFlag(options.output, "output");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const packaging::RepositoryFile file =
      packaging::ParseRepositoryFile(options.file, inputs.Read(options.file));
  const packaging::BuildTree tree(options.tree);
  const std::string stage_list = inputs.Read(tree.StageList());
  const std::vector<std::string_view> lines = SplitLines(stage_list);
  if (std::find(lines.begin(), lines.end(), file.stage) == lines.end()) {
    throw UnknownStage(file, {lines.begin(), lines.end()});
  }
  const std::string record_path = JoinPath(tree.Stage(file.stage), packaging::kStageRecord);
  const packaging::StageRecord stage = packaging::StageRecord::Parse(record_path, inputs.Read(record_path));
  disk.WriteFileIfChanged(options.output, packaging::GenerateRepository(file, stage, options.name));
  inputs.WriteDepfile(options.depfile, options.output);
  return 0;
}

}  // namespace

Command MakeRepositoryCommand() {
  auto options = std::make_shared<RepositoryOptions>();
  Command command{.name = "repository", .summary = "Write the PackageRepository that serves a stage"};
  FlagSet& flags = command.flags;
  flags.String(&options->name, "name", 0, "Name of the resource, unless the file or the stage has one");
  flags.String(&options->file, "file", 0, "Repository file");
  flags.String(&options->tree, "tree", 0, "Folder of the build tree that holds packages/ and stages/");
  flags.String(&options->output, "output", 0, "File to write");
  flags.String(&options->depfile, "depfile", 0, "File to write the inputs to that were found on the way");
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
