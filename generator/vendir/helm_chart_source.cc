#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/error.h"
#include "base/strings.h"
#include "vendir/archive.h"
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

constexpr char kStablePrefix[] = "stable/";
constexpr char kStableRepository[] = "https://charts.helm.sh/stable";
// The name under which a repository with credentials is known to helm.
constexpr char kRepositoryName[] = "vendir";

struct Credentials {
  std::string username;
  std::string password;
};

std::optional<Credentials> FindCredentials(const HelmChartSource& source, const Resources& resources) {
  if (!source.repository || !source.repository->secret) return std::nullopt;
  const Secret& secret = resources.GetSecret(source.repository->secret->name);
  Credentials credentials;
  for (const auto& [field, value] : secret.data) {
    if (field == "username") {
      credentials.username = value;
    } else if (field == "password") {
      credentials.password = value;
    } else {
      throw Error("Unknown secret field '" + field + "' in secret '" + secret.name + "'");
    }
  }
  return credentials;
}

// Calls of helm for one chart, with a home of their own. Credentials go to it by files and its input: everybody can
// read the arguments of a process.
class Helm {
 public:
  Helm(const HelmChartSource& source, const FetchContext& context)
      : source_(source), context_(context), home_(context.scratch + "/helm") {}

  // Unpacks the chart below `directory`.
  void Pull(const std::string& directory) const {
    if (source_.repository && source_.repository->url.empty())
      throw Error("Expected non-empty repository URL");
    const bool from_registry = source_.repository && source_.repository->url.starts_with(kOci);
    std::vector<std::string> arguments = {"pull"};
    for (std::string& word : from_registry ? RegistryWords() : RepositoryWords())
      arguments.push_back(std::move(word));
    for (const std::string& word : {std::string("--untar"), std::string("--untardir"), directory}) {
      arguments.push_back(word);
    }
    if (!source_.version.empty()) {
      arguments.push_back("--version");
      arguments.push_back(source_.version);
    }
    Run("Fetching helm chart: ", std::move(arguments));
  }

 private:
  std::vector<std::string> RegistryWords() const {
    if (source_.version.empty()) throw Error("Expected non-empty version");
    const std::string& url = source_.repository->url;
    if (const auto credentials = FindCredentials(source_, context_.resources)) {
      Run("Login helm registry: ",
          {"registry", "login", url.substr(sizeof(kOci) - 1), "--username", credentials->username,
           "--password-stdin"},
          credentials->password);
    }
    return {url + "/" + source_.name};
  }

  std::vector<std::string> RepositoryWords() const {
    const bool is_stable = source_.name.starts_with(kStablePrefix);
    const std::string name = is_stable ? source_.name.substr(sizeof(kStablePrefix) - 1) : source_.name;
    if (name.starts_with('-')) {
      throw Error("Expected helm chart name to not begin with '-', but was '" + name + "'");
    }
    const std::string url = source_.repository ? source_.repository->url : is_stable ? kStableRepository : "";
    if (const auto credentials = FindCredentials(source_, context_.resources)) {
      const nlohmann::json repositories = {{"apiVersion", "v1"},
                                           {"repositories",
                                            {{{"name", kRepositoryName},
                                              {"url", url},
                                              {"username", credentials->username},
                                              {"password", credentials->password}}}}};
      context_.files.MakeDirectories(home_ + "/config", 0700);
      context_.files.WriteFile(home_ + "/config/repositories.yaml", yaml::PrintJsonAsYaml(repositories),
                               0600);
      Run("Add helm chart repository: ", {"repo", "update"});
      return {std::string(kRepositoryName) + "/" + name};
    }
    if (url.empty()) return {name};
    return {name, "--repo", url};
  }

  // Throws Error, `doing` ahead of it, unless helm succeeds.
  void Run(const std::string& doing, std::vector<std::string> arguments,
           const std::string& input = "") const {
    arguments.insert(arguments.begin(), HelmBinary(source_));
    const ProcessRequest request{.arguments = std::move(arguments),
                                 .input = input,
                                 .environment = {{"HELM_CONFIG_HOME", home_ + "/config"},
                                                 {"HELM_CACHE_HOME", home_ + "/cache"},
                                                 {"HELM_DATA_HOME", home_ + "/data"}}};
    ProcessResult result = WithContext("Init helm: ", [&] { return RunTool(context_.processes, request); });
    if (result.status == 0) return;
    throw Error(doing + "exit status " + std::to_string(result.status) + " (stderr: " + result.error_output +
                ")");
  }

  const HelmChartSource& source_;
  const FetchContext& context_;
  std::string home_;
};

// The only folder in `directory`, which is the chart. (Helm 3 leaves an empty folder named as the archive.)
std::string FindChart(const FileSystem& files, const std::string& directory) {
  std::vector<std::string> charts;
  for (const std::string& name : files.ListDirectory(directory)) {
    const std::optional<FileInfo> info = files.Stat(JoinPath(directory, name));
    if (info && info->is_directory() && !name.ends_with(".tgz")) charts.push_back(name);
  }
  if (charts.size() != 1) {
    throw Error("Finding single helm chart: Expected single directory in charts directory, but was: [" +
                Join(charts, " ") + "]");
  }
  return JoinPath(directory, charts[0]);
}

LockedHelmChart ReadChartVersion(const FileSystem& files, const std::string& chart) {
  nlohmann::json json = yaml::ParseYamlAsJson(files.ReadFile(chart + "/Chart.yaml"), "Chart.yaml");
  auto text = [&](const char* name) {
    if (!json.is_object() || !json.contains(name)) return std::string();
    return json[name].is_string() ? json[name].get<std::string>() : json[name].dump();
  };
  LockedHelmChart locked = {text("version"), text("appVersion")};
  if (locked.version.empty()) throw Error("Retrieving helm chart metadata: Expected non-empty chart version");
  return locked;
}

}  // namespace

LockedHelmChart FetchHelmChart(const HelmChartSource& source, const std::string& target,
                               const FetchContext& context) {
  if (source.name.empty()) throw Error("Expected non-empty name");
  std::string directory = context.scratch + "/helm-chart";
  const std::optional<std::string> archive = context.find_chart ? context.find_chart(source) : std::nullopt;
  if (archive) {
    UnpackArchive(*archive, directory);
  } else {
    context.files.MakeDirectories(directory, 0700);
    Helm(source, context).Pull(directory);
  }
  std::string chart = FindChart(context.files, directory);
  LockedHelmChart locked = ReadChartVersion(context.files, chart);
  MoveIntoPlace(context.files, chart, target);
  return locked;
}

}  // namespace pkgrepo::vendir
