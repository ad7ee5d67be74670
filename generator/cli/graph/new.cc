// pkgrepo new: writes new files of a project into the source tree.

#include "cli/graph/commands.h"
#include "cli/standard_commands.h"

namespace pkgrepo::cli {

Command MakeNewCommand() {
  Command group{.name = "new",
                .summary = "Write new files of a project",
                .description = "Writes new files of a project into the source tree; never overwrites any.",
                .run = RefuseToRunGroup};
  group.commands = {MakeNewPackageCommand(), MakeNewVersionCommand(), MakeNewStageCommand(),
                    MakeNewRepositoryCommand(), MakeNewSchemaCommand()};
  return group;
}

}  // namespace pkgrepo::cli
