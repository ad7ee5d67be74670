// pkgrepo package: the Package and PackageMetadata of a version, pinned to its bundle's digest.

#include <memory>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/package_resource.h"
#include "packaging/records.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::cli {
namespace {

struct PackageOptions {
  StepFlags step;
  std::string name;
  std::string version;
  std::string domain;
};

// The first of the package's files with this name: the version's own, else the one for all versions.
std::optional<std::string> FindHandWritten(const std::string& source, std::string_view name,
                                           packaging::StepInputs& inputs) {
  for (const std::string& directory : {source, std::string(DirName(source))}) {
    const std::string path = JoinPath(directory, name);
    if (inputs.IsFile(path)) return path;
  }
  return std::nullopt;
}

nlohmann::json ReadSchema(const PackageOptions& options, packaging::StepInputs& inputs) {
  const std::string path = options.step.Output(packaging::kSchemaFile);
  nlohmann::json schema;
  packaging::ReadRecord(path, inputs.Read(path), [&](const nlohmann::json& value) { schema = value; });
  return schema;
}

std::string GenerateFor(const PackageOptions& options, const std::string& image,
                        packaging::StepInputs& inputs) {
  if (options.domain.empty()) {
    throw Error("package '" + options.name + "' has no full name")
        .At({.file = options.step.folders.source})
        .Hint("give DOMAIN to add_carvel_package(), or write a package.yaml");
  }
  const packaging::PackageIdentity identity{.ref_name = options.name + "." + options.domain,
                                            .version = options.version};
  packaging::CheckIdentity(identity, {.file = options.step.folders.source});
  const std::string bundle = packaging::BundleDirectory(options.step.folders, inputs);
  return packaging::GeneratePackage({.identity = identity,
                                     .image = image,
                                     .values_schema = ReadSchema(options, inputs),
                                     .kbld_configs = packaging::FindKbldConfigs(bundle, inputs)});
}

// The version may be another than the folder's: the Package's own one counts.
void CheckIsOurs(const PackageOptions& options, const std::string& file,
                 const packaging::PackageIdentity& identity) {
  const bool in_domain = options.domain.empty() ? identity.ref_name.starts_with(options.name + ".")
                                                : identity.ref_name == options.name + "." + options.domain;
  if (in_domain) return;
  throw Error("this is package " + identity.ref_name + ", in the folder of package " + options.name +
              (options.domain.empty() ? "" : " of the domain " + options.domain))
      .At({.file = file, .line = identity.ref_name_line});
}

// A hand-written file without what its editor put ahead of it, as ytt in the cluster would take that for a
// part of the first key.
std::string ReadResource(const std::string& path, const char* kind, packaging::StepInputs& inputs) {
  const std::string text(WithoutByteOrderMark(inputs.Read(path)));
  packaging::CheckPackageResource(path, text, kind);
  return text;
}

int Run(PackageOptions& options) {
  options.step.Require();
  RequireFlag(options.name, "name");
  RequireFlag(options.version, "version");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const std::string record_path = options.step.Output(packaging::kBundleRecord);
  const std::string image = packaging::BundleRecord::Parse(record_path, inputs.Read(record_path)).Image();

  const std::string hand_written = JoinPath(options.step.folders.source, packaging::kPackageFile);
  const std::string package =
      inputs.IsFile(hand_written)
          ? packaging::SetPackageImage(hand_written,
                                       ReadResource(hand_written, packaging::kPackageKind, inputs), image)
          : GenerateFor(options, image, inputs);
  const packaging::PackageIdentity identity = packaging::ReadPackageIdentity(hand_written, package);
  CheckIsOurs(options, hand_written, identity);

  const std::optional<std::string> metadata_path =
      FindHandWritten(options.step.folders.source, packaging::kMetadataFile, inputs);
  const std::string metadata = metadata_path
                                   ? ReadResource(*metadata_path, packaging::kMetadataKind, inputs)
                                   : packaging::GenerateMetadata(identity.ref_name, options.name, "");
  if (metadata_path) packaging::CheckMetadata(*metadata_path, metadata, identity.ref_name);

  const std::string output = options.step.Output(packaging::kPackageFile);
  disk.WriteFileIfChanged(options.step.Output(packaging::kMetadataFile), metadata);
  disk.WriteFileIfChanged(output, package);
  inputs.WriteDepfile(options.step.depfile, output);
  return 0;
}

}  // namespace

Command MakePackageCommand() {
  auto options = std::make_shared<PackageOptions>();
  Command command{.name = "package", .summary = "Write the Package and PackageMetadata of a package version"};
  options->step.Declare(command.flags);
  command.flags.String(&options->name, "name", 0, "Name of the package");
  command.flags.String(&options->version, "version", 0,
                       "Version of the package, unless a package.yaml has one");
  command.flags.String(&options->domain, "domain", 0,
                       "What the full name has after the name, such as acme.example.com");
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
