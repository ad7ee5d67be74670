// The commands of our own: the steps of the graph of packages, stages and repositories, as
// cmake/PackageRepo.cmake calls them, and what looks at their results.
//
// A step reads what its dependency file names, writes each output only if its content changed, and writes
// nothing outside the build tree. packaging/build_tree.h says which files the steps leave where.

#ifndef PKGREPO_CLI_GRAPH_COMMANDS_H_
#define PKGREPO_CLI_GRAPH_COMMANDS_H_

#include <vector>

#include "cli/command.h"

namespace pkgrepo::cli {

std::vector<Command> MakeGraphCommands();

// Steps of a package version, in their order.
Command MakeFetchCommand();
Command MakeRenderCommand();
Command MakeCheckLockCommand();
Command MakeBundleCommand();
Command MakePackageCommand();
// Steps of stages and repositories.
Command MakeStageCommand();
Command MakeRepositoryCommand();
// The embedded registry, and its way out.
Command MakeLayoutCommand();
Command MakePushCommand();
// What reads the results.
Command MakeSummaryCommand();
Command MakeValidateCommand();
// Writes to the source tree.
Command MakeUpdateExpectedCommand();
Command MakeUpdateLockCommand();
Command MakeSyncCommand();
Command MakeMustFailCommand();

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_COMMANDS_H_
