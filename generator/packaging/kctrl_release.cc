#include "packaging/kctrl_release.h"

#include "base/error.h"
#include "base/json_member.h"
#include "imgpkg/images_lock.h"
#include "packaging/app_template.h"
#include "packaging/chart_schema.h"
#include "packaging/kctrl_bundle.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

// kctrl lets whoever the umask lets run what it writes.
constexpr uint32_t kArtifactMode = 0777;

json SchemaOfChart(const std::string& chart, const FileSystem& files) {
  if (!files.StatFollowing(chart)) throw Error("stat " + chart + ": no such file or directory");
  if (!files.IsDirectory(chart)) throw Error("expected " + chart + " to be directory");
  const std::string values = JoinPath(chart, kChartValues);
  return files.IsFile(values) ? ChartValuesSchema(values, files.ReadFile(values)) : nullptr;
}

// The schema of the values of the first template step; null if there is none.
json ValuesSchema(const json& app, const KctrlTools& tools) {
  const json& steps = app.value("template", json::array());
  if (steps.empty()) return nullptr;
  if (const json* helm = FindMember(steps[0], "helmTemplate")) {
    return SchemaOfChart(StringMember(*helm, "path"), tools.files);
  }
  if (!steps[0].contains("ytt")) return nullptr;
  std::vector<std::string> words = {"ytt"};
  for (const std::string& path : steps[0]["ytt"].value("paths", std::vector<std::string>{})) {
    words.insert(words.end(), {"-f", path});
  }
  words.insert(words.end(), {"--data-values-schema-inspect", "-o", "openapi-v3"});
  const ProcessResult result = tools.run(words, "");
  if (result.status != 0) throw Error(result.error_output);
  return yaml::ParseYamlAsJson(result.output, "").at("/components/schemas/dataValues"_json_pointer);
}

// In the cluster each kbld step reads the stream and the lock that the bundle holds.
void UseImagesLock(json& app) {
  for (json& step : app["template"]) {
    if (step.contains("kbld")) step["kbld"]["paths"] = {kStreamPath, imgpkg::kImagesLockPath};
  }
}

}  // namespace

void PrepareKctrlRelease(KctrlBuild& build, const std::string& image) {
  if (build.releases.empty()) build.releases.push_back(true);
  if (build.exports.empty()) build.exports.emplace_back();
  std::optional<KctrlExport::Bundle>& bundle = build.exports.front().bundle;
  if (!bundle) bundle = KctrlExport::Bundle{.image = {}, .use_images_lock = true};
  bundle->image = image;
}

std::string ExportedImage(const KctrlBuild& build) {
  const bool is_known = !build.exports.empty() && build.exports.front().bundle;
  return is_known ? build.exports.front().bundle->image : "";
}

json ReleaseKctrlPackage(const KctrlBuild& build, const KctrlResources& resources,
                         const KctrlReleaseOptions& options, const KctrlTools& tools) {
  json app = build.app;
  for (const KctrlExport& exported : build.exports) {
    if (!exported.bundle) continue;
    std::vector<std::string> paths = exported.include_paths;
    if (exported.bundle->use_images_lock) paths.emplace_back(imgpkg::kImagesLockPath);
    const std::string image = PushKctrlBundle(paths, exported.bundle->image, options.tag, tools);
    app["fetch"] = json::array({{{"imgpkgBundle", {{"image", image}}}}});
    if (exported.bundle->use_images_lock) UseImagesLock(app);
  }
  json package = resources.package;
  package["metadata"]["name"] = build.name() + "." + options.version;
  json& spec = package["spec"];
  spec["refName"] = build.name();
  spec["version"] = options.version;
  spec["releasedAt"] = FormatReleaseTime(options.time);
  spec["template"]["spec"] = app;
  if (options.with_schema) spec["valuesSchema"]["openAPIv3"] = ValuesSchema(build.app, tools);
  return package;
}

std::vector<std::string> WriteKctrlPackage(const std::string& folder, bool as_repository,
                                           const std::string& name, const std::string& version,
                                           const json& package, const json& metadata, FileSystem& files) {
  const std::string place = JoinPath(JoinPath(folder, "packages"), name);
  const std::string package_file = JoinPath(place, as_repository ? version + ".yml" : "package.yml");
  const std::string metadata_file = JoinPath(place, "metadata.yml");
  files.WriteFile(metadata_file, yaml::PrintJsonAsYaml(metadata), kArtifactMode);
  files.WriteFile(package_file, yaml::PrintJsonAsYaml(package), kArtifactMode);
  return {metadata_file, package_file};
}

void WriteKctrlRepository(const KctrlRepositoryBuild& build, const std::string& version, int64_t time,
                          const std::string& image, FileSystem& files) {
  const json repository = {
      {"apiVersion", "packaging.carvel.dev/v1alpha1"},
      {"kind", "PackageRepository"},
      {"metadata",
       {{"annotations", {{"kctrl.carvel.dev/repository-version", version}}},
        {"creationTimestamp", FormatReleaseTime(time)},
        {"name", build.name()}}},
      {"spec", {{"fetch", {{"imgpkgBundle", {{"image", image}}}}}}},
      {"status", {{"conditions", nullptr}, {"friendlyDescription", ""}, {"observedGeneration", 0}}}};
  files.WriteFile(kKctrlRepositoryFile, yaml::PrintJsonAsYaml(repository), kArtifactMode);
}

}  // namespace pkgrepo::packaging
