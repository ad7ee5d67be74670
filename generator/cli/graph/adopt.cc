// pkgrepo adopt: makes a project of a repository of packages that is there already.

#include <memory>
#include <ostream>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/new_flags.h"
#include "packaging/adoption.h"

namespace pkgrepo::cli {
namespace {

struct AdoptFlags {
  packaging::AdoptionOptions options;
  bool dry_run = false;
};

// What is there with the same text stays.
packaging::NewFiles WithoutEqual(const packaging::NewFiles& files, const FileSystem& disk,
                                 std::ostream& out) {
  packaging::NewFiles rest;
  for (const packaging::NewFiles::File& file : files.files()) {
    if (!disk.Stat(file.path)) {
      rest.Add(file.path, file.text);
    } else if (disk.IsFile(file.path) && disk.ReadFile(file.path) == file.text) {
      out << file.path << " is up to date\n";
    } else {
      throw Error(file.path + " is there with other content, and nothing is overwritten")
          .Hint("`--dry-run` prints what it should be");
    }
  }
  return rest;
}

int Adopt(const AdoptFlags& flags, const Invocation& invocation) {
  RequireArguments(invocation, 1, "pkgrepo adopt . --domain acme.example.com");
  RealFileSystem disk;
  const std::string directory = CleanPath(invocation.arguments[0]);
  if (!disk.IsDirectory(directory)) throw Error("there is no folder " + directory);
  const packaging::Adoption adoption = packaging::PlanAdoption(directory, flags.options, disk);
  if (flags.dry_run) {
    invocation.out << adoption.files.Show();
  } else {
    WriteNewFiles(WithoutEqual(adoption.files, disk, invocation.out), false, invocation.out);
    for (const std::string& what : adoption.understood) invocation.out << "adopted " << what << "\n";
  }
  for (const std::string& what : adoption.not_understood)
    invocation.err << "not understood: " << what << "\n";
  return 0;
}

}  // namespace

Command MakeAdoptCommand() {
  auto flags = std::make_shared<AdoptFlags>();
  Command command{
      .name = "adopt",
      .summary = "Write the CMakeLists.txt of a repository that is there already",
      .description =
          "Looks for packages, stages and projects of kctrl in DIR, writes the CMakeLists.txt that builds "
          "them "
          "as they are, and tells what it did not understand. Where there are no stages, one with all "
          "versions is written. What is there is never changed; a second run changes nothing.",
      .usage = "DIR [flags]",
      .examples = "  pkgrepo adopt . --domain community.tanzu.vmware.com"};
  command.takes_arguments = true;
  command.flags.String(&flags->options.domain, "domain", 0,
                       "What the packages' full names have after their names");
  DeclareDryRun(command.flags, &flags->dry_run);
  command.flags.String(&flags->options.registry, "registry", 0, "Where images will live");
  command.run = [flags](const Invocation& invocation) { return Adopt(*flags, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
