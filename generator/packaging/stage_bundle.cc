#include "packaging/stage_bundle.h"

#include <algorithm>

#include "base/error.h"
#include "base/strings.h"
#include "imgpkg/images_lock.h"
#include "packaging/package_resource.h"

namespace pkgrepo::packaging {
namespace {

struct Resources {
  std::string package;
  std::string metadata;
  StagedPackage staged;
};

Error UnknownPackage(const StagedVersion& entry, const PackageList& packages) {
  Error error = Error("unknown package '" + entry.name + "'").At(entry.name_position);
  std::vector<std::string> names;
  for (const auto& [name, versions] : packages) names.push_back(name);
  if (const std::optional<std::string> meant = ClosestMatch(entry.name, names)) {
    error.Hint("did you mean '" + *meant + "'?");
  } else if (!names.empty()) {
    error.Hint("this project has " + Join(names, ", "));
  }
  return error;
}

Error UnknownVersion(const StagedVersion& entry, const std::vector<std::string>& versions) {
  Error error("package '" + entry.name + "' has no version '" + entry.version + "'");
  error.At(entry.position).Hint("it has " + Join(versions, ", "));
  return error;
}

// A package of another project, for which the entry says all there is to know.
Resources Foreign(const StagedVersion& entry) {
  if (entry.domain.empty()) throw Error("'domain' is missing here").At(entry.position);
  const PackageIdentity identity{.ref_name = entry.name + "." + entry.domain, .version = entry.version};
  return {.package = GeneratePackage(
              {.identity = identity, .image = entry.image, .values_schema = {}, .kbld_configs = {}}),
          .metadata = GenerateMetadata(identity.ref_name, entry.name, entry.description),
          .staged = {.name = entry.name,
                     .version = entry.version,
                     .ref_name = identity.ref_name,
                     .image = entry.image,
                     .built = false}};
}

Resources FromBuild(const StagedVersion& entry, const BuildTree& tree, StepInputs& inputs) {
  const std::string directory = tree.Package(entry.name, entry.version);
  const std::string package_path = JoinPath(directory, kPackageFile);
  const std::string record_path = JoinPath(directory, kBundleRecord);
  const BundleRecord bundle = BundleRecord::Parse(record_path, inputs.Read(record_path));
  Resources resources{.package = inputs.Read(package_path),
                      .metadata = inputs.Read(JoinPath(directory, kMetadataFile)),
                      .staged = {}};
  const PackageIdentity identity = ReadPackageIdentity(package_path, resources.package);
  if (!entry.domain.empty() && identity.ref_name != entry.name + "." + entry.domain) {
    throw Error("package '" + entry.name + "' is " + identity.ref_name + ", which is not of the domain " +
                entry.domain)
        .At(entry.position);
  }
  const bool own_image = entry.image.empty();
  if (!own_image) resources.package = SetPackageImage(package_path, resources.package, entry.image);
  resources.staged = {.name = entry.name,
                      .version = entry.version,
                      .ref_name = identity.ref_name,
                      .image = own_image ? bundle.Image() : entry.image,
                      .built = own_image};
  return resources;
}

Resources Find(const StagedVersion& entry, const PackageList& packages, const BuildTree& tree,
               StepInputs& inputs) {
  const auto package = packages.find(entry.name);
  if (package == packages.end()) {
    return entry.image.empty() ? throw UnknownPackage(entry, packages) : Foreign(entry);
  }
  const std::vector<std::string>& versions = package->second;
  if (std::find(versions.begin(), versions.end(), entry.version) == versions.end()) {
    return entry.image.empty() ? throw UnknownVersion(entry, versions) : Foreign(entry);
  }
  return FromBuild(entry, tree, inputs);
}

std::string LockOf(const std::vector<StagedPackage>& packages) {
  imgpkg::ImagesLock lock;
  for (const StagedPackage& package : packages) {
    lock.images.push_back({.image = package.image, .annotations = {{"kbld.carvel.dev/id", package.image}}});
  }
  std::sort(lock.images.begin(), lock.images.end(),
            [](const auto& a, const auto& b) { return a.image < b.image; });
  lock.images.erase(std::unique(lock.images.begin(), lock.images.end()), lock.images.end());
  return lock.ToYaml();
}

// Whether what stands in the folder of a stage is one of its files, or a folder on the way to one.
bool IsWanted(const FileSystem::Entry& entry, const std::map<std::string, std::string>& files) {
  if (!entry.info.is_directory()) return entry.info.is_file() && files.contains(entry.path);
  const std::string folder = entry.path + "/";
  const auto first_below = files.lower_bound(folder);
  return first_below != files.end() && first_below->first.starts_with(folder);
}

}  // namespace

StageContent CollectStage(const StageFile& stage, const BuildTree& tree, StepInputs& inputs) {
  const PackageList packages = ParsePackageList(tree.PackageList(), inputs.Read(tree.PackageList()));
  StageContent content;
  for (const StagedVersion& entry : stage.packages) {
    Resources resources = Find(entry, packages, tree, inputs);
    const std::string folder = "packages/" + resources.staged.ref_name + "/";
    content.files[folder + entry.version + ".yml"] = std::move(resources.package);
    content.files[folder + "metadata.yml"] = std::move(resources.metadata);
    content.packages.push_back(std::move(resources.staged));
  }
  content.files[".imgpkg/images.yml"] = LockOf(content.packages);
  return content;
}

void WriteStageFiles(const StageContent& content, const std::string& directory, FileSystem& files) {
  files.MakeDirectories(directory);
  for (const FileSystem::Entry& entry : files.Walk(directory)) {
    if (!IsWanted(entry, content.files)) files.RemoveAll(JoinPath(directory, entry.path));
  }
  for (const auto& [path, text] : content.files) files.WriteFileIfChanged(JoinPath(directory, path), text);
}

}  // namespace pkgrepo::packaging
