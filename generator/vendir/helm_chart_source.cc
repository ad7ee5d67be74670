#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/strings.h"
#include "vendir/fetch.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::vendir {
namespace {

constexpr char kOci[] = "oci://";

std::string HelmBinary(const HelmChartSource& source) {
  if (const char* binary = std::getenv("VENDIR_HELM_BINARY"); binary != nullptr && *binary != '\0')
    return binary;
  return source.helm_version == "3" ? "helm3" : "helm";
}

std::vector<std::string> Credentials(const HelmRepository& repository, const Resources& resources) {
  if (!repository.secret) return {};
  const Secret& secret = resources.GetSecret(repository.secret->name);
  std::vector<std::string> arguments;
  for (auto& [field, value] : secret.data) {
    if (field != "username" && field != "password") {
      throw Error("Unknown secret field '" + field + "' in secret '" + secret.name + "'");
    }
    arguments.push_back("--" + field);
    arguments.push_back(value);
  }
  return arguments;
}

std::vector<std::string> PullArguments(const HelmChartSource& source, const std::string& directory,
                                       const Resources& resources) {
  bool from_registry = source.repository && source.repository->url.starts_with(kOci);
  std::string name = from_registry ? source.repository->url + "/" + source.name : source.name;
  if (name.starts_with('-'))
    throw Error("Expected helm chart name to not begin with '-', but was '" + name + "'");
  std::vector<std::string> arguments = {HelmBinary(source), "pull", name, "--untar", "--untardir", directory};
  if (!source.version.empty()) {
    arguments.push_back("--version");
    arguments.push_back(source.version);
  }
  if (!source.repository) return arguments;
  if (source.repository->url.empty()) throw Error("Expected non-empty repository URL");
  if (!from_registry) {
    arguments.push_back("--repo");
    arguments.push_back(source.repository->url);
  }
  for (std::string& argument : Credentials(*source.repository, resources))
    arguments.push_back(std::move(argument));
  return arguments;
}

void Pull(const std::vector<std::string>& arguments, const FetchContext& context) {
  ProcessRequest request{.arguments = arguments,
                         .environment = {{"HELM_CONFIG_HOME", context.scratch + "/helm/config"},
                                         {"HELM_CACHE_HOME", context.scratch + "/helm/cache"},
                                         {"HELM_DATA_HOME", context.scratch + "/helm/data"}}};
  ProcessResult result;
  try {
    result = RunTool(context.processes, request);
  } catch (Error& error) {
    error.Prefix("Init helm: ");
    throw;
  }
  if (result.status != 0) {
    throw Error("Fetching helm chart: exit status " + std::to_string(result.status) +
                " (stderr: " + result.error_output + ")");
  }
}

// The only folder in `directory`, which is the chart.
std::string FindChart(const FileSystem& files, const std::string& directory) {
  std::vector<std::string> charts;
  for (const std::string& name : files.ListDirectory(directory)) {
    if (files.IsDirectory(JoinPath(directory, name))) charts.push_back(JoinPath(directory, name));
  }
  if (charts.size() != 1) {
    throw Error("Expected single directory in helm chart, but found " + std::to_string(charts.size()));
  }
  return charts[0];
}

LockedHelmChart ReadChartVersion(const FileSystem& files, const std::string& chart) {
  nlohmann::json json = yaml::ParseYamlAsJson(files.ReadFile(chart + "/Chart.yaml"), "Chart.yaml");
  auto text = [&](const char* name) {
    if (!json.is_object() || !json.contains(name)) return std::string();
    return json[name].is_string() ? json[name].get<std::string>() : json[name].dump();
  };
  return {text("version"), text("appVersion")};
}

}  // namespace

LockedHelmChart FetchHelmChart(const HelmChartSource& source, const std::string& target,
                               const FetchContext& context) {
  if (source.name.empty()) throw Error("Expected non-empty name");
  std::string directory = context.scratch + "/helm-chart";
  context.files.MakeDirectories(directory, 0700);
  Pull(PullArguments(source, directory, context.resources), context);
  std::string chart = FindChart(context.files, directory);
  LockedHelmChart locked = ReadChartVersion(context.files, chart);
  MoveIntoPlace(context.files, chart, target);
  return locked;
}

}  // namespace pkgrepo::vendir
