#include "cli/graph/commands.h"

namespace pkgrepo::cli {

std::vector<Command> MakeGraphCommands() {
  return {MakeVendorCommand(),     MakeRenderCommand(),  MakeLockCommand(),       MakeBundleCommand(),
          MakePackageCommand(),    MakeStageCommand(),   MakeRepositoryCommand(), MakeLayoutCommand(),
          MakePushCommand(),       MakeSummaryCommand(), MakeValidateCommand(),   MakeUpdateExpectedCommand(),
          MakeUpdateLockCommand(), MakeSyncCommand(),    MakeMustFailCommand()};
}

}  // namespace pkgrepo::cli
