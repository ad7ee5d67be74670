// pkgrepo new stage and pkgrepo new repository: their files.

#include "packaging/new_stage.h"

#include <memory>
#include <ostream>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/new_flags.h"

namespace pkgrepo::cli {

Command MakeNewStageCommand() {
  struct Flags {
    packaging::NewStageOptions options;
    bool dry_run = false;
  };
  auto flags = std::make_shared<Flags>();
  Command command{
      .name = "stage",
      .summary = "Write the file of a new stage",
      .description = "Writes a stage file with these package versions; without any, one to be filled in.",
      .usage = "NAME [PACKAGE@VERSION...] [flags]",
      .examples =
          "  pkgrepo new stage beta contour@1.22.3 gatekeeper@3.7.1\n"
          "  pkgrepo new stage delta --long        # a ytt values file that states everything"};
  command.takes_arguments = true;
  command.flags.String(&flags->options.folder, "directory", 0, "The folder of the stage files");
  command.flags.String(&flags->options.domain, "domain", 0, "The packages' domain, for --long");
  DeclareDryRun(command.flags, &flags->dry_run);
  command.flags.Bool(&flags->options.is_long, "long", 0, "Write the form in which everything is stated");
  command.run = [flags](const Invocation& invocation) {
    if (invocation.arguments.empty()) RequireArguments(invocation, 1, "pkgrepo new stage beta");
    packaging::NewStageOptions options = flags->options;
    options.name = invocation.arguments[0];
    options.packages.assign(invocation.arguments.begin() + 1, invocation.arguments.end());
    const packaging::NewFiles files = packaging::MakeNewStage(options);
    WriteNewFiles(files, flags->dry_run, invocation.out);
    if (!flags->dry_run) {
      invocation.out << "next: add_carvel_stage(" << options.name << " FILE " << files.files()[0].path
                     << ") in CMakeLists.txt\n";
    }
    return 0;
  };
  return command;
}

Command MakeNewRepositoryCommand() {
  struct Flags {
    packaging::NewRepositoryOptions options;
    bool dry_run = false;
  };
  auto flags = std::make_shared<Flags>();
  Command command{.name = "repository",
                  .summary = "Write the file of a new repository",
                  .description = "Writes the file of a PackageRepository that serves a stage.",
                  .usage = "NAME --stage STAGE [flags]",
                  .examples = "  pkgrepo new repository acme-beta --stage beta --name beta.acme.example.com"};
  command.takes_arguments = true;
  command.flags.String(&flags->options.folder, "directory", 0, "The folder of the repository files");
  DeclareDryRun(command.flags, &flags->dry_run);
  command.flags.String(&flags->options.full_name, "name", 0,
                       "The name of the PackageRepository (default: that of the file)");
  command.flags.String(&flags->options.name_space, "namespace", 0, "Its namespace");
  command.flags.String(&flags->options.stage, "stage", 0, "The stage that it serves");
  command.run = [flags](const Invocation& invocation) {
    RequireArguments(invocation, 1, "pkgrepo new repository acme-beta --stage beta");
    packaging::NewRepositoryOptions options = flags->options;
    if (options.stage.empty()) throw UsageError("--stage is missing: which stage does the repository serve?");
    options.name = invocation.arguments[0];
    const packaging::NewFiles files = packaging::MakeNewRepository(options);
    WriteNewFiles(files, flags->dry_run, invocation.out);
    if (!flags->dry_run) {
      invocation.out << "next: add_carvel_repository(" << options.name << " FILE " << files.files()[0].path
                     << ") in CMakeLists.txt\n";
    }
    return 0;
  };
  return command;
}

}  // namespace pkgrepo::cli
