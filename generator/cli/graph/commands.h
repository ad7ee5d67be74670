// The commands of our own: the steps of the graph of packages, stages and repositories, as
// cmake/PackageRepo.cmake calls them, and what looks at their results.
//
// A step reads what its dependency file names, writes each output only if its content changed, and writes
// nothing outside the build tree. packaging/build_tree.h says which files the steps leave where.

#ifndef PKGREPO_CLI_GRAPH_COMMANDS_H_
#define PKGREPO_CLI_GRAPH_COMMANDS_H_

#include <string_view>
#include <vector>

#include "cli/command.h"

namespace pkgrepo::cli {

// Of a command line that begins with the name of one of them just that one, since to make all takes as long as a small
// step; of any other all.
std::vector<Command> MakeGraphCommands(std::string_view word = "");

// Steps of a package version, in their order.
Command MakeFetchCommand();
Command MakeRenderCommand();
Command MakeCheckLockCommand();
Command MakeBundleCommand();
Command MakePackageCommand();
// Steps of container images, and which of them a version names.
Command MakeImageCommand();
Command MakeOrderImagesCommand();
Command MakeLockImageCommand();
Command MakeArchiveImageCommand();
// Files of the source tree that commands make of others.
Command MakeDeriveCommand();
Command MakeCheckDerivedCommand();
Command MakeUpdateDerivedCommand();
// Steps of applications, and how far these are.
Command MakeAppSourceCommand();
Command MakeAppTestCommand();
Command MakeStatusCommand();
// Deliveries to environments.
Command MakeDeliveryCommand();
Command MakeLockDeliveryCommand();
Command MakePromoteDeliveryCommand();
Command MakeDeployCommand();
Command MakeWatchCommand();
// Steps of Helm charts.
Command MakeChartCommand();
Command MakeChartRepositoryCommand();
// Steps of stages and repositories.
Command MakeStageCommand();
Command MakeRepositoryCommand();
Command MakeOrderCommand();
// What all steps depend on, what configuring depends on, and what makes a kept build tree serve a fresh checkout.
Command MakeIdentifyCommand();
Command MakeConfiguredCommand();
Command MakeRestoreCommand();
Command MakeCacheCommand();
// The embedded registry, and its way out.
Command MakeLayoutCommand();
Command MakePushCommand();
Command MakeTaskCommand();
// What reads the results.
Command MakeSummaryCommand();
Command MakeDiffCommand();
Command MakeGraphCommand();
Command MakeVerifyCommand();
Command MakeCostsCommand();
Command MakeShardsCommand();
Command MakeSelectVersionCommand();
Command MakeLockStageCommand();
Command MakePromoteCommand();
Command MakeRbacCommand();
// What reads them, and asks Ninja what it would do.
Command MakeWhyCommand();
// What a step has read.
Command MakeInputsCommand();
// The steps themselves, for CMake.
Command MakeStepsCommand();
Command MakeValidateCommand();
// Writes to the source tree.
Command MakeUpdateExpectedCommand();
Command MakeUpdateLockCommand();
Command MakeSyncCommand();
Command MakeCheckResourcesCommand();
Command MakeInstallCommand();
Command MakeNewCommand();
Command MakeNewPackageCommand();
Command MakeNewVersionCommand();
Command MakeNewStageCommand();
Command MakeNewRepositoryCommand();
Command MakeNewSchemaCommand();
Command MakeAdoptCommand();
Command MakeMustFailCommand();

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_COMMANDS_H_
