#include "cli/graph/commands.h"

#include <algorithm>
#include <iterator>

namespace pkgrepo::cli {
namespace {

struct Entry {
  std::string_view name;  // that of the command
  Command (*make)();
};

constexpr Entry kCommands[] = {
    {"image", MakeImageCommand},
    {"derive", MakeDeriveCommand},
    {"app-source", MakeAppSourceCommand},
    {"app-test", MakeAppTestCommand},
    {"delivery", MakeDeliveryCommand},
    {"chart", MakeChartCommand},
    {"chart-repository", MakeChartRepositoryCommand},
    {"fetch", MakeFetchCommand},
    {"render", MakeRenderCommand},
    {"order-images", MakeOrderImagesCommand},
    {"check-lock", MakeCheckLockCommand},
    {"bundle", MakeBundleCommand},
    {"package", MakePackageCommand},
    {"stage", MakeStageCommand},
    {"repository", MakeRepositoryCommand},
    {"order", MakeOrderCommand},
    {"layout", MakeLayoutCommand},
    {"identify", MakeIdentifyCommand},
    {"configured", MakeConfiguredCommand},
    {"restore", MakeRestoreCommand},
    {"cache", MakeCacheCommand},
    {"push", MakePushCommand},
    {"task", MakeTaskCommand},
    {"status", MakeStatusCommand},
    {"summary", MakeSummaryCommand},
    {"diff", MakeDiffCommand},
    {"graph", MakeGraphCommand},
    {"verify", MakeVerifyCommand},
    {"costs", MakeCostsCommand},
    {"shards", MakeShardsCommand},
    {"select-version", MakeSelectVersionCommand},
    {"lock-delivery", MakeLockDeliveryCommand},
    {"promote-delivery", MakePromoteDeliveryCommand},
    {"deploy", MakeDeployCommand},
    {"watch", MakeWatchCommand},
    {"lock-image", MakeLockImageCommand},
    {"archive-image", MakeArchiveImageCommand},
    {"lock-stage", MakeLockStageCommand},
    {"promote", MakePromoteCommand},
    {"rbac", MakeRbacCommand},
    {"why", MakeWhyCommand},
    {"inputs", MakeInputsCommand},
    {"steps", MakeStepsCommand},
    {"validate", MakeValidateCommand},
    {"check-derived", MakeCheckDerivedCommand},
    {"update-derived", MakeUpdateDerivedCommand},
    {"update-expected", MakeUpdateExpectedCommand},
    {"update-lock", MakeUpdateLockCommand},
    {"sync", MakeSyncCommand},
    {"check-resources", MakeCheckResourcesCommand},
    {"install", MakeInstallCommand},
    {"new", MakeNewCommand},
    {"adopt", MakeAdoptCommand},
    {"must-fail", MakeMustFailCommand},
};

}  // namespace

std::vector<Command> MakeGraphCommands(std::string_view word) {
  std::vector<Command> commands;
  const Entry* named = std::ranges::find(kCommands, word, &Entry::name);
  if (named != std::end(kCommands)) {
    commands.push_back(named->make());
    return commands;
  }
  commands.reserve(std::size(kCommands));
  for (const Entry& entry : kCommands) commands.push_back(entry.make());
  return commands;
}

}  // namespace pkgrepo::cli
