// pkgrepo package: the Package and PackageMetadata of a version, pinned to its bundle's digest.

#include <memory>
#include <ostream>

#include "base/error.h"
#include "base/strings.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_view.h"
#include "packaging/documents.h"
#include "packaging/fetched_images.h"
#include "packaging/kctrl_project.h"
#include "packaging/package_resource.h"
#include "packaging/package_source.h"
#include "packaging/records.h"
#include "packaging/source_text.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::cli {
namespace {

struct PackageOptions {
  StepFlags step;
  std::string name;
  std::string version;
  std::string domain;
  // Where it is given, the file that is taken for the metadata.
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

packaging::PackageIdentity IdentityByName(const PackageOptions& options) {
  if (options.domain.empty()) {
    throw Error("package '" + options.name + "' has no full name")
        .At({.file = options.step.folders.source})
        .Hint("give DOMAIN to add_carvel_package(), or write a package.yaml");
  }
  const packaging::PackageIdentity identity{.ref_name = options.name + "." + options.domain,
                                            .version = options.version};
  packaging::CheckIdentity(identity, {.file = options.step.folders.source});
  return identity;
}

// The Package with the image of its bundle, complete.
std::string Complete(const PackageOptions& options, const packaging::PackageSource& source,
                     const std::string& bundle, const std::string& image, packaging::StepInputs& inputs) {
  switch (source.kind) {
    case packaging::PackageSource::Kind::kWritten:
      return packaging::SetPackageImage(source.file, source.text, image);
    case packaging::PackageSource::Kind::kKctrl:
      return packaging::CompleteKctrlPackage(source.file, source.text, options.version, image,
                                             ReadSchema(options, inputs));
    case packaging::PackageSource::Kind::kGenerated:
      break;
  }
  return packaging::GeneratePackage({.identity = IdentityByName(options),
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

packaging::PackageSource RequireWritten(const packaging::PackageFolders& folders,
                                        packaging::StepInputs& inputs) {
  std::optional<packaging::PackageSource> written = packaging::FindWrittenPackage(folders, inputs);
  if (!written) throw Error("no package.yaml in " + folders.source);
  return *std::move(written);
}

// Whether a version beside this one is the package of this name: versions may have changed theirs.
bool IsNameOfOtherVersion(const std::string& name, const std::string& package_folder,
                          packaging::StepInputs& inputs) {
  for (const std::string& version : inputs.List(package_folder)) {
    for (const char* file : {"package.yaml", "package.yml"}) {
      const std::string path = JoinPath(JoinPath(package_folder, version), file);
      if (!inputs.IsFile(path)) continue;
      const std::string text = inputs.Read(path);
      for (const std::string_view line : SplitLines(text)) {
        if (Trim(line) == "refName: " + name) return true;
      }
    }
  }
  return false;
}

// The PackageMetadata that is written by hand or by kctrl, else one with nothing but names. That of all versions may be
// another package's, as a version's full name may have changed.
std::string MetadataOf(const PackageOptions& options, const packaging::PackageIdentity& identity,
                       const packaging::PackageSource& source, const std::string& bundle, std::ostream& out,
                       packaging::StepInputs& inputs) {
  if (const std::optional<std::string> path = FindMetadata(options, inputs)) {
    const std::string text =
        packaging::DocumentOfKind(packaging::ReadSourceText(*path, inputs), packaging::kMetadataKind);
    packaging::CheckPackageResource(*path, text, packaging::kMetadataKind);
    const bool is_for_all = options.metadata.empty() && DirName(*path) != options.step.folders.source;
    const std::string name = packaging::ReadMetadataName(*path, text);
    const bool is_others = is_for_all && name != identity.ref_name &&
                           IsNameOfOtherVersion(name, std::string(DirName(*path)), inputs);
    if (!is_others) {
      packaging::CheckMetadata(*path, text, identity.ref_name);
      return text;
    }
    out << *path << ": note: this is not the metadata of " << identity.ref_name
        << ", which gets some of its own\n";
  } else if (source.kind == packaging::PackageSource::Kind::kKctrl) {
    const std::string text = packaging::ReadKctrlProject(bundle, inputs)->metadata;
    if (!text.empty()) return text;
  }
  return packaging::GenerateMetadata(identity.ref_name, options.name, "");
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
  const packaging::PackageFolders& folders = options.step.folders;
  packaging::PackageSource source;
  std::string package;
  std::string bundle;
  if (options.no_bundle) {
    source = RequireWritten(folders, inputs);
    package = source.text;
    packaging::FindFetchedImages(source.file, package);  // as the stage will look for them
  } else {
    bundle = packaging::BundleDirectory(folders, inputs);
    source = packaging::ReadPackageSource(folders, bundle, inputs);
    package = Complete(options, source, bundle, ReadImage(options, inputs), inputs);
  }
  const packaging::PackageIdentity identity = packaging::ReadPackageIdentity(source.file, package);
  TellOtherName(options, source.file, identity, out);
  const std::string metadata = MetadataOf(options, identity, source, bundle, out, inputs);

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
  command.flags.String(
      &options->metadata, "metadata", 0,
      "File of the PackageMetadata (default: metadata.yaml of the version, or of the package)");
  command.flags.Bool(&options->no_bundle, "no-bundle", 0,
                     "Take the Package as it is: what it fetches is no bundle of this project");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
