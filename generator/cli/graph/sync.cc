// pkgrepo sync: fetches what vendir.yml names into the source tree, and locks it.

#include <memory>
#include <ostream>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/source_sync.h"

namespace pkgrepo::cli {
namespace {

struct SyncOptions {
  std::vector<std::string> folders;
  std::string project;
};

}  // namespace

Command MakeSyncCommand() {
  auto options = std::make_shared<SyncOptions>();
  Command command{
      .name = "sync",
      .summary = "Fetch what a vendir.yml names into the source tree, and lock it",
      .description =
          "Does what `vendir sync` does, but keeps files that no source owns, refuses to replace a "
          "folder that no sync has made, and takes local sources only from the project."};
  command.flags.StringArray(&options->folders, "folder", 0,
                            "Folder of a vendir.yml (can be given several times)");
  command.flags.String(&options->project, "project", 0, "Source tree of the project");
  command.run = [options](const Invocation& invocation) {
    if (options->folders.empty()) throw Error("--folder is missing");
    RequireFlag(options->project, "project");
    RealFileSystem disk;
    for (const std::string& folder : options->folders) {
      packaging::SyncSource({.folder = folder,
                             .project = options->project,
                             .tell = [&](std::string_view line) { invocation.out << line << std::endl; }},
                            disk);
    }
    return 0;
  };
  return command;
}

}  // namespace pkgrepo::cli
