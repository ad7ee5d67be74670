// pkgrepo app-source: the revision of an application's source.

#include <memory>

#include "artifact/app_source.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/records.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::cli {
namespace {

struct AppSourceOptions {
  std::vector<std::string> sources;
  std::string root;
  std::string output;
  std::string depfile;
};

int Run(const AppSourceOptions& options) {
  RequireFlag(options.root, "root");
  RequireFlag(options.output, "output");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const packaging::AppSourceRecord record{
      .revision = artifact::RevisionOf(options.sources, options.root, AbsolutePath("."), inputs)};
  disk.WriteFileIfChanged(options.output, record.ToJson());
  inputs.WriteDepfile(options.depfile, options.output);
  return 0;
}

}  // namespace

Command MakeAppSourceCommand() {
  auto options = std::make_shared<AppSourceOptions>();
  Command command{.name = "app-source",
                  .summary = "Write the revision of an application's source",
                  .description = "Writes a digest of the names and contents of files. It is that of the lines that `sha256sum` "
                                 "would print of them, in the order of their names.",
                  .examples = "  pkgrepo app-source --source src --root . --output build/carvel/apps/hello/source.json"};
  FlagSet& flags = command.flags;
  flags.StringArray(&options->sources, "source", 0, "Read `PATH`, a file, or a folder with what is in it; may be repeated");
  flags.String(&options->root, "root", 0, "Take names as relative to `FOLDER` (required)");
  flags.String(&options->output, "output", 0, "Write the revision to `FILE` (required)");
  DeclareDepfile(&options->depfile, flags);
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
