#include "packaging/stage_bundle.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/strings.h"
#include "imgpkg/images_lock.h"
#include "packaging/fetched_images.h"
#include "packaging/package_resource.h"

namespace pkgrepo::packaging {
namespace {

struct Resources {
  std::string package;
  std::string metadata;
  // What the Package fetches by digest: what the stage's lock holds of it.
  std::vector<std::string> images;
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

bool Has(const PackageList& packages, const StagedVersion& entry) {
  const auto found = packages.find(entry.name);
  return found != packages.end() &&
         std::find(found->second.begin(), found->second.end(), entry.version) != found->second.end();
}

void RefuseKnownFailure(const StagedVersion& entry, const BuildTree& tree, const FileSystem& files) {
  const std::string list = tree.FailureList();
  if (!files.IsFile(list) || !Has(ParsePackageList(list, files.ReadFile(list)), entry)) return;
  throw Error("package '" + entry.name + "' version '" + entry.version +
              "' is among ALLOW_FAILURES: it does not build")
      .At(entry.position);
}

// A package of another project, for which the entry says all there is to know.
Resources Foreign(const StagedVersion& entry) {
  if (entry.domain.empty()) throw Error("'domain' is missing here").At(entry.position);
  const PackageIdentity identity{.ref_name = entry.name + "." + entry.domain, .version = entry.version};
  return {.package = GeneratePackage(
              {.identity = identity, .image = entry.image, .values_schema = {}, .kbld_configs = {}}),
          .metadata = GenerateMetadata(identity.ref_name, entry.name, entry.description),
          .images = {entry.image},
          .staged = {.name = entry.name,
                     .version = entry.version,
                     .ref_name = identity.ref_name,
                     .image = entry.image,
                     .built = false}};
}

Resources FromBuild(const StagedVersion& entry, const BuildTree& tree, StepInputs& inputs) {
  const std::string directory = tree.Package(entry.name, entry.version);
  const std::string package_path = JoinPath(directory, kPackageFile);
  Resources resources{.package = inputs.Read(package_path),
                      .metadata = inputs.Read(JoinPath(directory, kMetadataFile)),
                      .images = {},
                      .staged = {}};
  const PackageIdentity identity = ReadPackageIdentity(package_path, resources.package);
  if (!entry.domain.empty() && identity.ref_name != entry.name + "." + entry.domain) {
    throw Error("package '" + entry.name + "' is " + identity.ref_name + ", which is not of the domain " +
                entry.domain)
        .At(entry.position);
  }
  resources.staged = {.name = entry.name,
                      .version = entry.version,
                      .ref_name = identity.ref_name,
                      .image = entry.image,
                      .built = false};
  const std::string record_path = JoinPath(directory, kBundleRecord);
  if (!entry.image.empty()) {
    resources.package = SetPackageImage(package_path, resources.package, entry.image);
  } else if (inputs.IsFile(record_path)) {
    resources.staged.image = BundleRecord::Parse(record_path, inputs.Read(record_path)).Image();
    resources.staged.built = true;
  }
  for (const FetchedImage& image : FindFetchedImages(package_path, resources.package)) {
    if (image.by_digest) resources.images.push_back(image.reference);
  }
  return resources;
}

Resources Find(const StagedVersion& entry, const PackageList& packages, const BuildTree& tree,
               StepInputs& inputs) {
  if (Has(packages, entry)) return FromBuild(entry, tree, inputs);
  if (!entry.image.empty()) return Foreign(entry);
  RefuseKnownFailure(entry, tree, inputs.files());
  const auto package = packages.find(entry.name);
  throw package == packages.end() ? UnknownPackage(entry, packages) : UnknownVersion(entry, package->second);
}

std::string LockOf(const std::set<std::string>& images) {
  imgpkg::ImagesLock lock;
  for (const std::string& image : images) {
    lock.images.push_back({.image = image, .annotations = {{"kbld.carvel.dev/id", image}}});
  }
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
  std::set<std::string> images;
  for (const StagedVersion& entry : stage.packages) {
    Resources resources = Find(entry, packages, tree, inputs);
    const std::string folder = "packages/" + resources.staged.ref_name + "/";
    content.files[folder + entry.version + ".yml"] = std::move(resources.package);
    content.files[folder + "metadata.yml"] = std::move(resources.metadata);
    images.insert(resources.images.begin(), resources.images.end());
    content.packages.push_back(std::move(resources.staged));
  }
  content.files[".imgpkg/images.yml"] = LockOf(images);
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
