// pkgrepo package: the Package and PackageMetadata of a version, pinned to its bundle's digest.

#include <memory>
#include <ostream>

#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_view.h"
#include "packaging/release.h"

namespace pkgrepo::cli {
namespace {

struct PackageOptions {
  StepFlags step;
  packaging::ReleaseOptions release;
};

int Run(PackageOptions& options, std::ostream& out) {
  options.step.Require();
  RequireFlag(options.release.name, "name");
  RequireFlag(options.release.version, "version");
  options.release.folders = options.step.folders;
  RealFileSystem disk;
  packaging::BundleView view(disk, options.step.folders);
  packaging::StepInputs inputs(view, disk);
  const packaging::Release release = packaging::MakeRelease(options.release, inputs);
  for (const std::string& note : release.notes) out << note << "\n";
  const std::string output = options.step.Output(packaging::kPackageFile);
  disk.WriteFileIfChanged(options.step.Output(packaging::kMetadataFile), release.metadata);
  disk.WriteFileIfChanged(output, release.package);
  inputs.WriteDepfile(options.step.depfile, output);
  return 0;
}

}  // namespace

Command MakePackageCommand() {
  auto options = std::make_shared<PackageOptions>();
  Command command{.name = "package", .summary = "Write the Package and PackageMetadata of a package version"};
  options->step.Declare(command.flags);
  FlagSet& flags = command.flags;
  packaging::ReleaseOptions& release = options->release;
  flags.String(&release.name, "name", 0, "Name of the package");
  flags.String(&release.version, "version", 0, "Version of the package, unless a package.yaml gives one");
  flags.String(&release.own_version, "own-version", 0,
               "Version that a package.yaml must give, if there is one");
  flags.String(&release.domain, "domain", 0,
               "What follows the name in the full name, such as acme.example.com");
  flags.String(&release.metadata, "metadata", 0,
               "File of the PackageMetadata (default: metadata.yaml of the version or of the package)");
  flags.Bool(&release.no_bundle, "no-bundle", 0, "Take the package.yaml as it is: no bundle of this project");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
