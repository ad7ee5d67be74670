// pkgrepo package: the Package and PackageMetadata of a version, pinned to its bundle's digest.

#include <memory>
#include <ostream>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/version_step.h"
#include "kube/time.h"
#include "packaging/build_tree.h"
#include "packaging/release.h"

namespace pkgrepo::cli {
namespace {

struct PackageOptions {
  StepFlags step;
  packaging::ReleaseOptions release;
  std::string released_at;
};

int Run(PackageOptions& options, std::ostream& out) {
  VersionStep step(options.step);
  RequireFlag(options.release.name, "name");
  RequireFlag(options.release.version, "version");
  options.release.folders = step.folders();
  if (!options.released_at.empty()) {
    options.release.released_at =
        WithContext("--released-at: ", [&] { return kube::TimeOfSeconds(options.released_at); });
  }
  const packaging::Release release = packaging::MakeRelease(options.release, step.inputs());
  for (const std::string& note : release.notes) out << note << "\n";
  step.disk().WriteFileIfChanged(step.Output(packaging::kMetadataFile), release.metadata);
  step.disk().WriteFileIfChanged(step.Output(packaging::kPackageFile), release.package);
  step.Finish(packaging::kPackageFile);
  return 0;
}

}  // namespace

Command MakePackageCommand() {
  auto options = std::make_shared<PackageOptions>();
  Command command{
      .name = "package",
      .summary = "Write the Package and PackageMetadata of a package version",
      .description =
          "Writes package.yaml and metadata.yaml to --output-dir: those of the source tree, or "
          "generated ones, with the digest of the bundle.",
      .examples = StepExample("package", "\\\n    --name app --version 1.0.0 --domain acme.example.com")};
  options->step.Declare(command.flags);
  FlagSet& flags = command.flags;
  packaging::ReleaseOptions& release = options->release;
  flags.String(&release.name, "name", 0, "Name the package `NAME`, without its domain (required)");
  flags.String(&release.version, "version", 0, "Write `VERSION`, unless a package.yaml has one (required)");
  flags.String(&release.own_version, "own-version", 0, "Fail if the package.yaml does not have `VERSION`");
  flags.String(
      &release.domain, "domain", 0,
      "Append `DOMAIN` to the name, as in app.acme.example.com, unless a package.yaml has a full name");
  flags.String(
      &release.metadata, "metadata", 0,
      "Take `FILE` as the PackageMetadata (default: metadata.yaml of the version, or of the package)");
  flags.String(&options->released_at, "released-at", 0,
               "Say that the version was released at `SECONDS` since 1970, unless its files have a releasedAt");
  flags.Bool(&release.no_bundle, "no-bundle", 0,
             "Take the package.yaml as it is: it fetches no bundle of this project");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
