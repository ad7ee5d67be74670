// pkgrepo lock-stage: chooses the versions that a stage's constraints name, and writes its lock to the source tree.

#include <algorithm>
#include <memory>
#include <ostream>

#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/stage_choice.h"
#include "packaging/stage_plan.h"

namespace pkgrepo::cli {
namespace {

struct LockStageOptions {
  std::string stage;
  std::string tree;
  bool relock = false;
};

// Whether one of `stages` has what `stage` keeps no longer.
bool IsArchived(const std::string& stage, const std::vector<packaging::DeclaredFile>& stages, const FileSystem& files) {
  return std::ranges::any_of(stages, [&](const packaging::DeclaredFile& other) {
    return other.name != stage && files.IsFile(other.file) &&
           packaging::ParseStageFile(other.file, files.ReadFile(other.file)).rules.archives.stage == stage;
  });
}

int Run(const LockStageOptions& options, std::ostream& out) {
  RequireFlag(options.stage, "stage");
  RequireFlag(options.tree, "tree");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const packaging::BuildTree tree(options.tree);
  const std::vector<packaging::DeclaredFile> stages = packaging::ParseDeclaredFiles(disk.ReadFile(tree.StageList()));
  const std::string file = packaging::FileOfStage(options.stage, stages, {.file = tree.StageList()});
  const packaging::StageFile stage = packaging::ParseStageFile(file, disk.ReadFile(file));
  const std::string path = packaging::StageLockPath(file);
  if (stage.choices.empty() && !disk.IsFile(path)) {
    out << file << " names its versions itself: there is nothing to choose\n";
    return 0;
  }
  const packaging::StageLock old = packaging::ReadStageLock(file, inputs);
  const packaging::ChosenVersions chosen = packaging::ChooseStage(
      stage, old, tree.ReadPackages(disk),
      {.relock = options.relock, .is_archived = IsArchived(options.stage, stages, disk)});
  for (const std::string& change : chosen.changes) out << change << "\n";
  if (disk.IsFile(path) && chosen.lock == old) {
    out << path << " is unchanged\n";
    return 0;
  }
  disk.WriteFile(path, chosen.lock.ToYaml());
  out << "Wrote " << path << "\n";
  return 0;
}

}  // namespace

Command MakeLockStageCommand() {
  auto options = std::make_shared<LockStageOptions>();
  Command command{
      .name = "lock-stage",
      .summary = "Choose the versions that a stage's constraints name, and write its lock",
      .description =
          "Writes to the lock beside a stage file, in the source tree, which of the project's versions each of its "
          "constraints chooses. What the lock has stays while it fits; --relock chooses anew, so that new versions enter "
          "and those that the stage keeps no longer go to the stage that archives it.",
      .examples = "  pkgrepo lock-stage --stage beta --tree build/carvel --relock"};
  FlagSet& flags = command.flags;
  flags.String(&options->stage, "stage", 0, "Lock the stage `NAME` (required)");
  flags.String(&options->tree, "tree", 0, "Read what the project declares in `FOLDER` of the build tree (required)");
  flags.Bool(&options->relock, "relock", 0, "Choose anew, also where what is locked fits");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
