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

// The kbld step reads the lock that the bundle holds.
json WithImageLock(json steps) {
  for (json& step : steps) {
    if (!step.is_object() || !step.contains("kbld")) continue;
    json& kbld = step["kbld"];
    if (kbld.is_null()) kbld = json::object();
    if (kbld.is_object() && !kbld.contains("paths")) {
      kbld["paths"] = {kStreamPath, imgpkg::kImagesLockPath};
    }
  }
  return steps;
}

struct Build {
  json app;
  std::vector<std::string> include_paths;
  bool uses_lock = false;
};

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
  app.Require("template");
  Build build{.app = Values(file, text, json::json_pointer("/spec/template/spec/app/spec"))};
  const std::optional<ConfigNode> exports = spec.Find("export");
  if (!exports) return build;
  for (const ConfigNode& entry : exports->Items()) {
    const std::optional<ConfigNode> bundle = entry.Find("imgpkgBundle");
    if (!bundle) throw entry.Fault("expected imgpkgBundle here");
    build.uses_lock = build.uses_lock || bundle->TextOr("useKbldImagesLock", "false") == "true";
    if (const std::optional<ConfigNode> paths = entry.Find("includePaths")) {
      for (const ConfigNode& path : paths->Items()) {
        if (!IsLocalPath(path.Text())) throw path.Fault("path '" + path.Text() + "' leads out of the bundle");
        build.include_paths.push_back(CleanPath(path.Text()));
      }
    }
  }
  return build;
}

std::string ReadFile(const std::string& path, const std::string& other, StepInputs& inputs) {
  if (!inputs.IsFile(path)) {
    throw Error("no such file: " + path).Note(other + " is there, and kctrl works with both");
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
  const Build build =
      ReadBuild(project.build_file, ReadFile(project.build_file, project.resources_file, inputs));
  project.include_paths = build.include_paths;

  const std::string resources = ReadFile(project.resources_file, project.build_file, inputs);
  const std::string package = DocumentOfKind(resources, kPackageKind);
  const ConfigNode package_node = ConfigNode::Parse(project.resources_file, package);
  for (const char* key : {"metadata", "spec"}) RequireMap(package_node.Require(key));
  project.package = yaml::ParseYamlAsJson(package, project.resources_file);
  json& spec = project.package["spec"];
  RemoveEmpty(spec, {"releasedAt", "licenses", "releaseNotes"});
  spec.erase("valuesSchema");  // made anew from the bundle
  project.package["metadata"].erase("creationTimestamp");
  json app = build.app;
  app["fetch"] = json::array({{{"imgpkgBundle", {{"image", kImageToSet}}}}});
  if (build.uses_lock) app["template"] = WithImageLock(app["template"]);
  spec["template"]["spec"] = std::move(app);
  CheckComposedResource(package_node, project.package, package_node.Require("apiVersion").Text(),
                        package_node.Require("kind").Text());

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
                                 const std::string& image, const json& values_schema) {
  json package = yaml::ParseYamlAsJson(text, file);
  json& spec = package["spec"];
  spec["version"] = version;
  package["metadata"]["name"] = spec["refName"].get<std::string>() + "." + version;
  spec["template"]["spec"]["fetch"][0]["imgpkgBundle"]["image"] = image;
  if (!values_schema.is_null()) spec["valuesSchema"] = {{"openAPIv3", values_schema}};
  return yaml::PrintJsonAsYaml(package);
}

}  // namespace pkgrepo::packaging
