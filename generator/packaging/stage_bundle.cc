#include "packaging/stage_bundle.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/error.h"
#include "base/strings.h"
#include "imgpkg/images_lock.h"
#include "oci/reference.h"
#include "packaging/bundle_content.h"
#include "packaging/config_node.h"
#include "packaging/fetched_images.h"
#include "packaging/package_resource.h"
#include "packaging/version_index.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

struct VersionResources {
  std::string package;
  std::string metadata;
  // What the Package fetches by digest: what the stage's lock holds of it.
  std::vector<std::string> images;
  // Of the package in the stage's bundle.
  std::string path;
  // The file of the build tree that has the Package; "" if it is of no version of the project.
  std::string built;
  StagedPackage staged;
  // Where the package's bundle lives, if the project has built it.
  std::string repository = {};
};

constexpr std::string_view kPackagesFolder = "packages/";

std::string FolderOf(const std::string& ref_name) { return std::string(kPackagesFolder) + ref_name + "/"; }
std::string PathOf(const PackageIdentity& identity) {
  return FolderOf(identity.ref_name) + identity.version + ".yml";
}

Error UnknownVersion(const StagedVersion& entry, const std::vector<PackageVersion>& versions) {
  std::vector<std::string> names;
  for (const PackageVersion& version : versions) {
    const bool is_alike = version.folder == version.version;
    names.push_back(is_alike ? version.version : version.version + " (folder " + version.folder + ")");
  }
  Error error("package '" + entry.name + "' has no version '" + entry.version + "'");
  error.At(entry.position);
  if (entry.is_locked) {
    return error.Hint("PackageInstalls may name what the stage has had: bring the version back, or list it under "
                      "'withdrawn' in the stage file, with the reason, and build the stage's -lock target");
  }
  return error.Hint("it has " + Join(names, ", "));
}

void RefuseKnownFailure(const StagedVersion& entry, const BuildTree& tree, const FileSystem& files) {
  const std::string list = tree.FailureList();
  if (!files.IsFile(list)) return;
  if (FindVersion(ParsePackageList(list, files.ReadFile(list)), entry.name, entry.version) == nullptr) return;
  throw Error("package '" + entry.name + "' version '" + entry.version +
              "' is among ALLOW_FAILURES: it does not build")
      .At(entry.position);
}

// A package of another project, for which the entry says all there is to know.
VersionResources Foreign(const StagedVersion& entry) {
  if (entry.domain.empty()) throw Error("'domain' is missing here").At(entry.position);
  const PackageIdentity identity{.ref_name = entry.name + "." + entry.domain, .version = entry.version};
  CheckIdentity(identity, entry.position);
  return {.package = GeneratePackage(
              {.identity = identity, .image = entry.image, .values_schema = {}, .kbld_configs = {}}),
          .metadata = GenerateMetadata(identity.ref_name, entry.name, entry.description),
          .images = {entry.image},
          .path = PathOf(identity),
          .staged = {.name = entry.name,
                     .version = entry.version,
                     .ref_name = identity.ref_name,
                     .image = entry.image,
                     .built = false}};
}

// `metadata` with the entry's description, if there is room for one. One written by hand may say the same.
std::string Describe(const StagedVersion& entry, const PackageIdentity& identity, std::string metadata) {
  if (entry.description.empty()) return metadata;
  if (metadata == GenerateMetadata(identity.ref_name, entry.name, "")) {
    return GenerateMetadata(identity.ref_name, entry.name, entry.description);
  }
  const std::optional<ConfigNode> spec = ConfigNode::Parse("metadata.yaml", metadata).Find("spec");
  if (spec && spec->TextOr("shortDescription", "") == entry.description) return metadata;
  throw Error("package '" + entry.name + "' has a metadata.yaml with another description")
      .At(entry.description_position)
      .Hint("remove the description here");
}

VersionResources FromBuild(const StagedVersion& entry, const std::string& version, const BuildTree& tree,
                           StepInputs& inputs) {
  const std::string directory = tree.Package(entry.name, version);
  inputs.LeaveToNinja(directory);
  const std::string package_path = JoinPath(directory, kPackageFile);
  std::string package = inputs.Read(package_path);
  ConfigNode package_node = ConfigNode::Parse(package_path, package);
  const PackageIdentity identity = ReadPackageIdentity(package_node);
  if (!entry.domain.empty() && identity.ref_name != entry.name + "." + entry.domain) {
    throw Error("package '" + entry.name + "' is " + identity.ref_name + ", which is not in the domain " +
                entry.domain)
        .At(entry.position);
  }
  VersionResources resources{
      .package = std::move(package),
      .metadata = Describe(entry, identity, inputs.Read(JoinPath(directory, kMetadataFile))),
      .images = {},
      .path = PathOf(identity),
      .built = package_path,
      .staged = {.name = entry.name,
                 .version = version,
                 .ref_name = identity.ref_name,
                 .image = entry.image,
                 .built = false}};
  const std::string record_path = JoinPath(directory, kBundleRecord);
  if (!entry.image.empty()) {
    resources.package = SetPackageImage(package_path, resources.package, entry.image);
    package_node = ConfigNode::Parse(package_path, resources.package);
  } else if (inputs.IsFile(record_path)) {
    const BundleRecord bundle = BundleRecord::Parse(record_path, inputs.Read(record_path));
    resources.staged.image = bundle.Image();
    resources.staged.built = true;
    resources.repository = bundle.repository;
  }
  for (const FetchedImage& image : FindFetchedImages(package_node)) {
    if (image.by_digest) resources.images.push_back(image.reference);
  }
  return resources;
}

VersionResources Find(const StagedVersion& entry, const PackageList& packages, const VersionIndex& index,
                      const BuildTree& tree, StepInputs& inputs) {
  if (const PackageVersion* version = index.Find(entry.name, entry.version)) {
    return FromBuild(entry, version->folder, tree, inputs);
  }
  if (!entry.image.empty()) return Foreign(entry);
  RefuseKnownFailure(entry, tree, inputs.files());
  const auto package = packages.find(entry.name);
  throw package == packages.end() ? UnknownPackage(entry, packages) : UnknownVersion(entry, package->second);
}

// A registry repository with bundles of both kinds under its tags is of no use to either.
void RefuseSharedRepository(const StageFile& stage, const StagedVersion& entry,
                            const VersionResources& resources) {
  if (stage.image.empty() || resources.repository.empty()) return;
  if (oci::Repository::Parse(resources.repository).ToString() != stage.image) return;
  throw Error("the stage would live in " + stage.image + ", where package '" + entry.name + "' lives")
      .At(stage.image_position)
      .Hint("give one of them another place");
}

std::string Patched(const std::string& resource, const nlohmann::json& patch) {
  nlohmann::json changed = yaml::ParseYamlAsJson(resource, "");
  changed.merge_patch(patch);
  return yaml::PrintJsonAsYaml(changed);
}

// Overrides first, then what marks a version as deprecated: an annotation for programs, and for people the first line of
// what `kctrl package available get` shows them.
void ApplyRules(const StagePlan& stage, const StagedVersion& entry, VersionResources& resources) {
  for (const StageOverride& override : stage.overrides) {
    if (override.name != entry.name) continue;
    if (!override.metadata.is_null()) {
      resources.metadata = Patched(resources.metadata, {{"spec", override.metadata}});
    }
    if (override.package.is_null() || (!override.version.empty() && override.version != entry.version)) continue;
    resources.package = Patched(resources.package, {{"spec", override.package}});
  }
  for (const StageMark& mark : stage.deprecated) {
    if (!mark.Names(entry.name, entry.version)) continue;
    const nlohmann::json package = yaml::ParseYamlAsJson(resources.package, "");
    const std::string notes = package.at("spec").value("releaseNotes", "");
    resources.package = Patched(resources.package, {{"metadata", {{"annotations", {{kDeprecatedAnnotation, mark.reason}}}}},
                                                    {"spec", {{"releaseNotes", "Deprecated: " + mark.reason +
                                                                                   (notes.empty() ? "" : "\n\n" + notes)}}}});
  }
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

StageContent CollectStage(const StagePlan& stage, const BuildTree& tree, StepInputs& inputs) {
  const PackageList packages = ParsePackageList(tree.PackageList(), inputs.Read(tree.PackageList()));
  const VersionIndex index(packages);
  StageContent content;
  std::set<std::string> images;
  for (const StagedVersion& entry : stage.packages) {
    VersionResources resources = Find(entry, packages, index, tree, inputs);
    RefuseSharedRepository(stage.file, entry, resources);
    if (!resources.built.empty()) content.built[resources.path] = resources.built;
    ApplyRules(stage, entry, resources);
    if (!content.files.emplace(resources.path, std::move(resources.package)).second) {
      throw Error("package '" + entry.name + "' is listed twice with the same version").At(entry.position);
    }
    content.files[FolderOf(resources.staged.ref_name) + "metadata.yml"] = std::move(resources.metadata);
    images.insert(resources.images.begin(), resources.images.end());
    content.packages.push_back(std::move(resources.staged));
  }
  content.files[std::string(imgpkg::kImagesLockPath)] = LockOf(images);
  return content;
}

void JoinResources(StageContent& content) {
  std::string all;
  for (auto file = content.files.begin(); file != content.files.end();) {
    if (!file->first.starts_with(kPackagesFolder)) {
      ++file;
      continue;
    }
    if (!file->second.starts_with("---")) all += "---\n";
    all += file->second;
    if (!all.ends_with('\n')) all += '\n';
    file = content.files.erase(file);
  }
  content.files[std::string(kPackagesFolder) + "packages.yaml"] = std::move(all);
}

std::vector<imgpkg::ContentEntry> ListStage(const StageContent& content, const std::string& directory) {
  std::vector<FileSystem::Entry> found;
  for (const auto& [path, text] : content.files) found.push_back({.path = path, .info = {}});
  // As FileSystem::Walk() has them: a folder before the names that begin with its own.
  std::sort(found.begin(), found.end(), [](const FileSystem::Entry& a, const FileSystem::Entry& b) {
    return std::lexicographical_compare(
        a.path.begin(), a.path.end(), b.path.begin(), b.path.end(), [](char x, char y) {
          return y != '/' && (x == '/' || static_cast<unsigned char>(x) < static_cast<unsigned char>(y));
        });
  });
  std::vector<imgpkg::ContentEntry> entries = ListBundle(directory, std::move(found));
  for (imgpkg::ContentEntry& entry : entries) {
    if (!entry.is_directory) entry.content = content.files.at(entry.name);
  }
  return entries;
}

void WriteStageFiles(const StageContent& content, const std::string& directory, FileSystem& files) {
  files.MakeDirectories(directory);
  for (const FileSystem::Entry& entry : files.Walk(directory)) {
    if (!IsWanted(entry, content.files)) files.RemoveAll(JoinPath(directory, entry.path));
  }
  for (const auto& [path, text] : content.files) files.WriteFileIfChanged(JoinPath(directory, path), text);
}

}  // namespace pkgrepo::packaging
