#include "packaging/kctrl_init.h"

#include <istream>
#include <sstream>

#include "base/error.h"
#include "base/named_files.h"
#include "base/strings.h"
#include "kube/names.h"
#include "packaging/app_template.h"
#include "packaging/vendor_config.h"
#include "vendir/config_json.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

// The folder into which kctrl has vendir fetch.
constexpr const char* kUpstreamFolder = "upstream";
constexpr const char* kFirstVersion = "0.0.0";

bool IsBlank(const json& object, const char* key) { return object.value(key, "").empty(); }

// "my" of "my.pkg.corp.com".
std::string FirstPart(const std::string& name) { return name.substr(0, name.find('.')); }

// What kctrl has the Package fetch until it is released.
json DraftOf(const json& app) {
  json draft = app;
  draft["fetch"] = json::array({{{"git", json::object()}}});
  return draft;
}

// The folder of a chart that the first of these paths of files leads to.
std::string ChartFolder(const std::vector<std::string>& include_paths) {
  if (include_paths.empty()) return kUpstreamFolder;
  std::string_view path = include_paths.front();
  for (std::string_view all : {"/**/*", "/*"}) {
    if (!path.ends_with(all)) continue;
    path.remove_suffix(all.size());
    break;
  }
  return CleanPath(JoinPath(kUpstreamFolder, path));
}

json YttStepOf(const std::vector<std::string>& paths) { return {{"ytt", {{"paths", paths}}}}; }

json TemplateOf(KctrlSource source, const std::vector<std::string>& local_paths,
                const std::optional<KctrlVendor>& vendor) {
  const json kbld = {{"kbld", json::object()}};
  switch (source) {
    case KctrlSource::kLocalFolder:
      return json::array({YttStepOf(local_paths), kbld});
    case KctrlSource::kGithubRelease:
    case KctrlSource::kGit:
      return json::array({YttStepOf({kUpstreamFolder}), kbld});
    case KctrlSource::kHelmChart:
    case KctrlSource::kHelmChartFromGit:
      break;
  }
  const std::string chart =
      source == KctrlSource::kHelmChart ? kUpstreamFolder : ChartFolder(vendor->contents.include_paths);
  return json::array({{{"helmTemplate", {{"path", chart}}}}, YttStepOf({kStreamPath}), kbld});
}

}  // namespace

std::optional<std::string> KctrlNameFault(const std::string& name) {
  if (kube::DnsSubdomainFault(name)) {
    return "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
           "and must "
           "start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
           "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  }
  if (Split(name, '.').size() >= 3) return std::nullopt;
  return "Invalid name: " + name +
         " should be a fully qualified name with at least three segments separated by dots";
}

std::vector<std::string> SplitKctrlPaths(std::string_view text) {
  std::vector<std::string> paths;
  for (std::string_view path : Split(text, ',')) paths.emplace_back(Trim(path));
  return paths;
}

std::optional<KctrlVendor> KctrlVendor::Find(const FileSystem& files) {
  const std::string file(kVendirFile);
  if (!files.StatFollowing(file)) return std::nullopt;
  const vendir::Config config =
      vendir::ConfigFromJson(yaml::ParseYamlAsJson(ReadNamedFile(files, file), file));
  if (config.directories.empty() || config.directories[0].contents.empty()) return std::nullopt;
  return KctrlVendor{.contents = config.directories[0].contents[0]};
}

std::string KctrlVendor::Print() const {
  return vendir::FormatConfig({.api_version = vendir::kApiVersion,
                               .kind = vendir::kConfigKind,
                               .directories = {{.path = kUpstreamFolder, .contents = {contents}}}});
}

void KctrlVendor::Write(FileSystem& files) const {
  constexpr uint32_t kNewMode = 0777;
  WriteNamedFile(files, std::string(kVendirFile), Print(), kNewMode);
}

KctrlSource EarlierSource(const KctrlBuild& build, const std::optional<KctrlVendor>& vendor) {
  if (vendor && vendor->contents.github_release) return KctrlSource::kGithubRelease;
  if (vendor && vendor->contents.helm_chart) return KctrlSource::kHelmChart;
  if (!vendor || !vendor->contents.git) return KctrlSource::kLocalFolder;
  for (const json& step : build.app.is_null() ? json::array() : build.app.value("template", json::array())) {
    if (step.contains("helmTemplate")) return KctrlSource::kHelmChartFromGit;
  }
  return KctrlSource::kGit;
}

void NameKctrlResources(KctrlResources& resources, const std::string& name) {
  resources.package["spec"]["refName"] = name;
  json& metadata = resources.package_metadata;
  metadata["metadata"]["name"] = name;
  json& spec = metadata["spec"];
  spec["displayName"] = FirstPart(name);
  for (const char* key : {"longDescription", "shortDescription"}) {
    if (IsBlank(spec, key)) spec[key] = name;
  }
}

void SetKctrlSource(KctrlBuild& build, KctrlSource source, const std::vector<std::string>& local_paths,
                    const std::optional<KctrlVendor>& vendor) {
  if (build.app.is_null()) build.app = json::object();
  json& steps = build.app["template"];
  if (steps.is_null()) {
    steps = TemplateOf(source, local_paths, vendor);
  } else if (source == KctrlSource::kLocalFolder) {
    for (json& step : steps) {
      if (!step.contains("ytt")) continue;
      step["ytt"]["paths"] = local_paths;
      break;
    }
  }
  if (!build.app.contains("deploy")) build.app["deploy"] = json::array({{{"kapp", json::object()}}});
  if (build.exports.empty()) build.exports.emplace_back();
  std::vector<std::string>& include_paths = build.exports.front().include_paths;
  if (source == KctrlSource::kLocalFolder) {
    include_paths = local_paths;
  } else if (include_paths.empty()) {
    include_paths = {kUpstreamFolder};
  }
}

bool HasOtherTemplate(const KctrlBuild& build, const KctrlResources& resources) {
  const json& app = resources.package["spec"]["template"]["spec"];
  if (app.is_null()) return false;
  json compared = build.app;
  compared["fetch"] = app.value("fetch", json());
  return compared != app;
}

void TakeTemplate(const KctrlBuild& build, KctrlResources& resources) {
  resources.package["spec"]["template"]["spec"] = DraftOf(build.app);
}

void FinishKctrlInit(const std::string& name, KctrlBuild& build, KctrlResources& resources) {
  build.metadata = {{"creationTimestamp", nullptr}, {"name", name}};
  json& package = resources.package;
  if (IsBlank(package["spec"], "version")) package["spec"]["version"] = kFirstVersion;
  package["metadata"]["name"] = name + "." + package["spec"]["version"].get<std::string>();

  json& install = resources.install;
  json& metadata = install["metadata"];
  if (IsBlank(metadata, "name")) metadata["name"] = FirstPart(name);
  if (!metadata.contains("annotations")) metadata["annotations"] = {{"kctrl.carvel.dev/local-fetch-0", "."}};
  json& spec = install["spec"];
  if (IsBlank(spec, "serviceAccountName")) spec["serviceAccountName"] = FirstPart(name) + "-sa";
  json& reference = spec["packageRef"];
  if (reference.is_null() || IsBlank(reference, "refName")) reference["refName"] = name;
  json& selection = reference["versionSelection"];
  if (selection.is_null() || IsBlank(selection, "constraints")) selection["constraints"] = kFirstVersion;
}

}  // namespace pkgrepo::packaging
