#include "packaging/kctrl_project.h"

#include <algorithm>

#include "base/error.h"
#include "base/file_system.h"
#include "imgpkg/images_lock.h"
#include "packaging/app_template.h"
#include "packaging/config_node.h"
#include "packaging/documents.h"
#include "packaging/package_resource.h"
#include "packaging/resource_check.h"
#include "packaging/source_text.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

constexpr const char* kBuildApiVersion = "kctrl.carvel.dev/v1alpha1";
constexpr const char* kBuildKind = "PackageBuild";
constexpr const char* kImageToSet = "image";

// A part of a file as values: kctrl writes the files in JSON's terms itself.
json Values(const std::string& file, const std::string& text, const json::json_pointer& path) {
  const json document = yaml::ParseYamlAsJson(text, file);
  return document.contains(path) ? document.at(path) : json();
}

// Throws Error for what has no keys to be set or left out.
void RequireMap(const ConfigNode& node) { node.Fields(); }

// What says nothing is left out: kctrl fills its files with it.
void RemoveEmpty(json& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (object.contains(key) && (object[key].is_null() || object[key].empty())) object.erase(key);
  }
}

struct Build {
  json app;
  std::vector<std::string> include_paths;
  bool uses_lock = true;
  // Of the kbld steps, without the stream and the lock.
  std::vector<StepPath> kbld_paths;
};

std::string LocalPath(const ConfigNode& node) {
  if (!IsLocalPath(node.Text())) throw node.Fault("path '" + node.Text() + "' leads outside of the bundle");
  return CleanPath(node.Text());
}

void ReadExport(const ConfigNode& exported, Build& build) {
  const std::optional<ConfigNode> bundle = exported.Find("imgpkgBundle");
  build.uses_lock = !bundle || bundle->TextOr("useKbldImagesLock", "false") == "true";
  build.include_paths.clear();
  const std::optional<ConfigNode> paths = exported.Find("includePaths");
  if (!paths) return;
  for (const ConfigNode& path : paths->Items()) build.include_paths.push_back(LocalPath(path));
}

// kctrl takes a first export without a bundle for one that uses the lock, and passes over others.
void ReadExports(const ConfigNode& spec, Build& build) {
  const std::optional<ConfigNode> exports = spec.Find("export");
  if (!exports) return;
  bool is_first = true;
  for (const ConfigNode& exported : exports->Items()) {
    if (is_first || exported.Find("imgpkgBundle")) ReadExport(exported, build);
    is_first = false;
  }
}

std::vector<StepPath> ReadKbldPaths(const ConfigNode& steps) {
  std::vector<StepPath> read;
  for (const ConfigNode& step : steps.Items()) {
    const std::optional<ConfigNode> kbld = step.Find("kbld");
    const std::optional<ConfigNode> paths = kbld ? kbld->Find("paths") : std::nullopt;
    if (!paths) continue;
    for (const ConfigNode& path : paths->Items()) {
      if (path.Text() == kStreamPath) continue;
      const std::string local = LocalPath(path);
      if (local != imgpkg::kImagesLockPath) read.push_back({local, path.position()});
    }
  }
  return read;
}

// In a release each kbld step reads the stream and the lock that the bundle holds, and nothing else.
void UseLock(json& steps) {
  for (json& step : steps) {
    const bool is_kbld = step.is_object() && step.contains("kbld") && step["kbld"].is_object();
    if (is_kbld) step["kbld"]["paths"] = {kStreamPath, imgpkg::kImagesLockPath};
  }
}

Build ReadBuild(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  for (const auto& [key, expected] :
       {std::pair{"apiVersion", kBuildApiVersion}, std::pair{"kind", kBuildKind}}) {
    const ConfigNode value = root.Require(key);
    if (value.Text() != expected) {
      throw value.Fault(std::string("expected ") + key + " " + expected + ", found " + value.Text());
    }
  }
  const ConfigNode spec = root.Require("spec").Require("template").Require("spec");
  const ConfigNode app = spec.Require("app").Require("spec");
  RequireMap(app);
  Build build{.app = Values(file, text, json::json_pointer("/spec/template/spec/app/spec"))};
  ReadExports(spec, build);
  const ConfigNode steps = app.Require("template");
  if (build.uses_lock) {
    build.kbld_paths = ReadKbldPaths(steps);
    UseLock(build.app["template"]);
  }
  return build;
}

std::string ReadFile(const std::string& path, const std::string& other, StepInputs& inputs) {
  if (!inputs.IsFile(path)) {
    throw Error("no such file: " + path).Note(other + " is there, and kctrl needs both files");
  }
  return ReadSourceText(path, inputs);
}

}  // namespace

std::string KctrlProject::PackageText() const { return yaml::PrintJsonAsYaml(package); }

bool KctrlProject::Exports(const std::string& path) const {
  if (IsInside(path, std::string(imgpkg::kBundleDirectory))) return true;
  if (path == kKctrlBuildFile || path == kKctrlResourcesFile) return false;
  return std::any_of(include_paths.begin(), include_paths.end(), [&](const std::string& included) {
    return IsInside(path, included) || IsInside(included, path);
  });
}

std::optional<KctrlProject> ReadKctrlProject(const std::string& folder, StepInputs& inputs) {
  KctrlProject project{.build_file = JoinPath(folder, kKctrlBuildFile),
                       .resources_file = JoinPath(folder, kKctrlResourcesFile)};
  if (!inputs.IsFile(project.build_file) && !inputs.IsFile(project.resources_file)) return std::nullopt;
  Build build = ReadBuild(project.build_file, ReadFile(project.build_file, project.resources_file, inputs));
  project.include_paths = std::move(build.include_paths);
  project.lock_paths = std::move(build.kbld_paths);

  const std::string resources = ReadFile(project.resources_file, project.build_file, inputs);
  const std::string package = DocumentOfKind(resources, kPackageKind);
  const ConfigNode package_node = ConfigNode::Parse(project.resources_file, package);
  for (const char* key : {"metadata", "spec"}) RequireMap(package_node.Require(key));
  project.package = yaml::ParseYamlAsJson(package, project.resources_file);
  json& spec = project.package["spec"];
  RemoveEmpty(spec, {"releasedAt", "licenses", "releaseNotes"});
  spec.erase("valuesSchema");  // generated again from the bundle
  project.package["metadata"].erase("creationTimestamp");
  if (json& app = spec["template"]; !app.is_null() && !app.is_object()) {
    throw Error("expected a map of 'template'").At(package_node.PositionOf({"spec", "template"}));
  }
  build.app["fetch"] = json::array({{{"imgpkgBundle", {{"image", kImageToSet}}}}});
  spec["template"]["spec"] = std::move(build.app);
  CheckComposedResource(package_node, project.package, kPackageApiVersion, kPackageKind);

  const std::string metadata = DocumentOfKind(resources, kMetadataKind);
  if (metadata != resources) {
    CheckPackageResource(project.resources_file, metadata, kMetadataKind);
    RequireMap(ConfigNode::Parse(project.resources_file, metadata).Require("metadata"));
    json values = yaml::ParseYamlAsJson(metadata, project.resources_file);
    values["metadata"].erase("creationTimestamp");
    project.metadata = yaml::PrintJsonAsYaml(values);
  }
  return project;
}

std::string CompleteKctrlPackage(const std::string& file, const std::string& text, const std::string& version,
                                 const std::string& image, const json& values_schema,
                                 const std::string& released_at) {
  json package = yaml::ParseYamlAsJson(text, file);
  json& spec = package["spec"];
  spec["version"] = version;
  package["metadata"]["name"] = spec["refName"].get<std::string>() + "." + version;
  spec["template"]["spec"]["fetch"][0]["imgpkgBundle"]["image"] = image;
  if (!values_schema.is_null()) spec["valuesSchema"] = {{"openAPIv3", values_schema}};
  if (!released_at.empty()) spec.emplace("releasedAt", released_at);
  return yaml::PrintJsonAsYaml(package);
}

}  // namespace pkgrepo::packaging
