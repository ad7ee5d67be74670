// pkgrepo new version: a further version of a package.

#include "packaging/new_version.h"

#include <memory>
#include <ostream>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/new_flags.h"

namespace pkgrepo::cli {
namespace {

struct NewVersionFlags {
  packaging::NewVersionOptions options;
  bool no_sync = false;
  bool dry_run = false;
};

int MakeVersion(const NewVersionFlags& flags, const Invocation& invocation) {
  RequireArguments(invocation, 2, "pkgrepo new version contour 1.23.0 --from 1.22.3");
  packaging::NewVersionOptions options = flags.options;
  options.name = invocation.arguments[0];
  options.version = invocation.arguments[1];
  const packaging::NewVersion made = packaging::MakeNewVersion(options, RealFileSystem());
  WriteNewFiles(made.files, flags.dry_run, invocation.out);
  if (flags.dry_run) return 0;
  for (const std::string& edit : made.edits) invocation.out << "edited " << edit << "\n";
  const std::string target = options.name + "-" + options.version;
  const std::string folder = JoinPath(JoinPath(options.folder, options.name), options.version);
  if (made.needs_sync && !flags.no_sync) {
    SyncNewFiles(
        made.files,
        RealFileSystem().IsDirectory(JoinPath(folder, "bundle")) ? JoinPath(folder, "bundle") : folder,
        invocation.out);
    invocation.out << "next: lock new images by the target " << target << "-lock\n";
  } else if (made.needs_sync) {
    invocation.out << "next: fetch by the target " << target << "-sync\n";
  }
  for (const std::string& note : made.notes) invocation.out << "note: " << note << "\n";
  return 0;
}

}  // namespace

Command MakeNewVersionCommand() {
  auto flags = std::make_shared<NewVersionFlags>();
  Command command{.name = "version",
                  .summary = "Write the files of a further version of a package",
                  .description =
                      "Copies the files of a version, names the new one in package.yaml, install.yaml and "
                      "vendir.yml where they name the former one, and fetches anew what is vendored.",
                  .usage = "NAME VERSION [flags]",
                  .examples = "  pkgrepo new version contour 1.23.0 --from 1.22.3"};
  command.takes_arguments = true;
  command.flags.String(&flags->options.folder, "directory", 0, "The folder of all packages");
  DeclareDryRun(command.flags, &flags->dry_run);
  command.flags.String(&flags->options.from, "from", 0,
                       "The version to copy (default: the highest that is there)");
  command.flags.Bool(&flags->no_sync, "no-sync", 0, "Do not fetch what is vendored");
  command.run = [flags](const Invocation& invocation) { return MakeVersion(*flags, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
