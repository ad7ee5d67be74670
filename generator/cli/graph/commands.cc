#include "cli/graph/commands.h"

namespace pkgrepo::cli {

std::vector<Command> MakeGraphCommands() {
  return {MakeFetchCommand(),      MakeRenderCommand(),  MakeCheckLockCommand(),  MakeBundleCommand(),
          MakePackageCommand(),    MakeStageCommand(),   MakeRepositoryCommand(), MakeLayoutCommand(),
          MakePushCommand(),       MakeSummaryCommand(), MakeValidateCommand(),   MakeUpdateExpectedCommand(),
          MakeUpdateLockCommand(), MakeSyncCommand(),    MakeMustFailCommand()};
}

}  // namespace pkgrepo::cli
