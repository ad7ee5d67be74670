// pkgrepo package: the Package and PackageMetadata of a version, pinned to its bundle's digest.

#include <memory>
#include <ostream>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_view.h"
#include "packaging/documents.h"
#include "packaging/fetched_images.h"
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
  // Where they are given, the files that are taken for the Package and its metadata.
  std::string package;
  std::string metadata;
  bool no_bundle = false;
};

// The first of these files that is there.
std::optional<std::string> FindFile(const std::vector<std::string>& paths, packaging::StepInputs& inputs) {
  for (const std::string& path : paths) {
    if (inputs.IsFile(path)) return path;
  }
  return std::nullopt;
}

std::optional<std::string> FindPackage(const PackageOptions& options, packaging::StepInputs& inputs) {
  if (!options.package.empty()) return options.package;
  const std::string& source = options.step.folders.source;
  return FindFile({source + "/package.yaml", source + "/package.yml"}, inputs);
}

// The version's own, else the one for all versions.
std::optional<std::string> FindMetadata(const PackageOptions& options, packaging::StepInputs& inputs) {
  if (!options.metadata.empty()) return options.metadata;
  const std::string& source = options.step.folders.source;
  const std::string above(DirName(source));
  return FindFile({source + "/metadata.yaml", source + "/metadata.yml", above + "/metadata.yaml",
                   above + "/metadata.yml"},
                  inputs);
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

// Name and version may be others than the folder's: the Package's own ones count.
void TellOtherName(const PackageOptions& options, const std::string& file,
                   const packaging::PackageIdentity& identity, std::ostream& out) {
  const bool is_expected =
      identity.ref_name == options.name || identity.ref_name.starts_with(options.name + ".");
  if (is_expected) return;
  out << file << ":" << identity.ref_name_line << ": note: '" << options.name << "' is package "
      << identity.ref_name << "\n";
}

// A hand-written file without what its editor put ahead of it, as ytt in the cluster would take that for a
// part of the first key.
std::string ReadResource(const std::string& path, const char* kind, packaging::StepInputs& inputs) {
  const std::string text =
      packaging::DocumentOfKind(std::string(WithoutByteOrderMark(inputs.Read(path))), kind);
  packaging::CheckPackageResource(path, text, kind);
  return text;
}

std::string ReadImage(const PackageOptions& options, packaging::StepInputs& inputs) {
  const std::string path = options.step.Output(packaging::kBundleRecord);
  return packaging::BundleRecord::Parse(path, inputs.Read(path)).Image();
}

int Run(PackageOptions& options, std::ostream& out) {
  options.step.Require();
  RequireFlag(options.name, "name");
  RequireFlag(options.version, "version");
  RealFileSystem disk;
  packaging::BundleView view(disk, options.step.folders);
  packaging::StepInputs inputs(view, disk);
  const std::optional<std::string> written = FindPackage(options, inputs);
  std::string package;
  if (options.no_bundle) {
    if (!written) throw Error("no package.yaml in " + options.step.folders.source);
    package = ReadResource(*written, packaging::kPackageKind, inputs);
    packaging::FindFetchedImages(*written, package);  // as the stage will look for them
  } else {
    const std::string image = ReadImage(options, inputs);
    package = written ? packaging::SetPackageImage(
                            *written, ReadResource(*written, packaging::kPackageKind, inputs), image)
                      : GenerateFor(options, image, inputs);
  }
  const std::string source = written.value_or(options.step.Output(packaging::kPackageFile));
  const packaging::PackageIdentity identity = packaging::ReadPackageIdentity(source, package);
  TellOtherName(options, source, identity, out);

  const std::optional<std::string> metadata_path = FindMetadata(options, inputs);
  const std::string metadata = metadata_path
                                   ? ReadResource(*metadata_path, packaging::kMetadataKind, inputs)
                                   : packaging::GenerateMetadata(identity.ref_name, options.name, "");
  if (metadata_path) packaging::CheckMetadata(*metadata_path, metadata, identity.ref_name);

  const std::string output = options.step.Output(packaging::kPackageFile);
  disk.WriteFileIfChanged(options.step.Output(packaging::kMetadataFile),
                          packaging::WithoutBlankHead(metadata));
  disk.WriteFileIfChanged(output, packaging::WithoutBlankHead(package));
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
  command.flags.String(&options->package, "package", 0, "File of the Package (default: SOURCE/package.yaml)");
  command.flags.String(
      &options->metadata, "metadata", 0,
      "File of the PackageMetadata (default: metadata.yaml of the version, or of the package)");
  command.flags.Bool(&options->no_bundle, "no-bundle", 0,
                     "Take the Package as it is: what it fetches is no bundle of this project");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
