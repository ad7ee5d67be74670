// pkgrepo sync: fetches what vendir.yml names into the source tree, and locks it.

#include <memory>
#include <ostream>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "cli/progress_meter.h"
#include "packaging/project_charts.h"
#include "packaging/source_sync.h"

namespace pkgrepo::cli {
namespace {

struct SyncOptions {
  std::vector<std::string> folders;
  std::string project;
  std::string tree;
};

}  // namespace

Command MakeSyncCommand() {
  auto options = std::make_shared<SyncOptions>();
  Command command{.name = "sync",
                  .summary = "Fetch what a vendir.yml names into the source tree, and lock it",
                  .description =
                      "Does what `vendir sync` does, but keeps files that no source owns, refuses to replace "
                      "a folder that no sync "
                      "has made, and takes local sources only from the project. Writes to the source tree.",
                  .examples = "  pkgrepo sync --folder packages/app/1.0.0/bundle --project ."};
  command.flags.StringArray(&options->folders, "folder", 0,
                            "Sync the vendir.yml in `FOLDER` (required); may be repeated");
  command.flags.String(&options->project, "project", 0,
                       "Take local sources only from the project in `FOLDER` (required)");
  command.flags.String(&options->tree, "tree", 0,
                       "Take the Helm charts of the project, as they are built, from `FOLDER` of the build tree");
  command.run = [options](const Invocation& invocation) {
    if (options->folders.empty()) throw UsageError("--folder is missing");
    RequireFlag(options->project, "project");
    RealFileSystem disk;
    ProgressMeter meter("Fetching", StandardError());
    const packaging::ProjectCharts charts(packaging::BuildTree(options->tree), disk);
    for (const std::string& folder : options->folders) {
      packaging::SyncSource({.folder = folder,
                             .project = options->project,
                             .find_chart = [&](const auto& source) { return charts.FindArchive(source); },
                             .tell = [&](std::string_view line) { invocation.out << line << std::endl; },
                             .watcher = &meter},
                            disk);
    }
    return 0;
  };
  return command;
}

}  // namespace pkgrepo::cli
