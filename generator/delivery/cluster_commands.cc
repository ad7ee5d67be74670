#include "delivery/cluster_commands.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/strings.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::delivery {
namespace {

// The documents of a delivery, by when they are applied.
struct Parts {
  std::string repository;
  std::string rest;  // of the install: account, rights, values
  std::string install;
  // Of both, the repository and the PackageInstall.
  std::string name;
  std::string name_space;
};

Parts PartsOf(const std::string& text) {
  Parts parts;
  for (const std::string& document : yaml::SplitYamlDocuments(text)) {
    const nlohmann::json object = yaml::ParseYamlAsJson(document, "delivery");
    if (!object.is_object()) continue;
    const std::string kind = object.at("kind");
    std::string& part = kind == "PackageRepository" ? parts.repository : kind == "PackageInstall" ? parts.install : parts.rest;
    part += "---\n" + document + (document.ends_with('\n') ? "" : "\n");
    if (&part != &parts.install) continue;
    parts.name = object.at("metadata").at("name");
    parts.name_space = object.at("metadata").at("namespace");
  }
  if (parts.install.empty()) throw Error("the file has no PackageInstall: it is no delivery");
  return parts;
}

ClusterCommand Kapp(std::vector<std::string> words, const std::string& app, const Parts& parts) {
  words.insert(words.begin(), "kapp");
  words.insert(words.end(), {"--app", app, "--namespace", parts.name_space});
  return {.arguments = std::move(words)};
}

ClusterCommand KappDeploy(const std::string& app, const Parts& parts, std::string documents) {
  ClusterCommand command = Kapp({"deploy"}, app, parts);
  command.arguments.insert(command.arguments.end(), {"--file", "-", "--yes"});
  command.input = std::move(documents);
  return command;
}

ClusterCommand KappDelete(const std::string& app, const Parts& parts) {
  ClusterCommand command = Kapp({"delete"}, app, parts);
  command.arguments.emplace_back("--yes");
  return command;
}

ClusterCommand KubectlApply(std::string documents) {
  return {.arguments = {"kubectl", "apply", "--filename", "-"}, .input = std::move(documents)};
}

ClusterCommand KubectlDelete(std::string documents) {
  return {.arguments = {"kubectl", "delete", "--ignore-not-found", "--wait", "--filename", "-"}, .input = std::move(documents)};
}

ClusterCommand KubectlWait(const std::string& kind, const Parts& parts) {
  return {.arguments = {"kubectl", "wait", "--for=condition=ReconcileSucceeded", "--timeout=5m", "--namespace",
                        parts.name_space, kind + "/" + parts.name}};
}

std::string RepositoryApp(const std::string& name) { return "delivery-" + name + "-repository"; }
std::string InstallApp(const std::string& name) { return "delivery-" + name; }

}  // namespace

std::optional<ClusterTool> FindClusterTool(std::string_view path, const FileSystem& disk) {
  for (const auto& [program, tool] : {std::pair{"kapp", ClusterTool::kKapp}, {"kubectl", ClusterTool::kKubectl}}) {
    for (const std::string_view folder : Split(path, ':')) {
      const std::optional<FileInfo> info = disk.StatFollowing(JoinPath(std::string(folder), program));
      if (!folder.empty() && info && info->is_file() && info->is_executable()) return tool;
    }
  }
  return std::nullopt;
}

std::vector<ClusterCommand> PlanApply(ClusterTool tool, const std::string& name, const std::string& text) {
  const Parts parts = PartsOf(text);
  if (tool == ClusterTool::kKapp) {
    return {KappDeploy(RepositoryApp(name), parts, parts.repository),
            KappDeploy(InstallApp(name), parts, parts.rest + parts.install)};
  }
  return {KubectlApply(parts.repository), KubectlWait("packagerepository", parts),
          KubectlApply(parts.rest + parts.install), KubectlWait("packageinstall", parts)};
}

std::vector<ClusterCommand> PlanStatus(ClusterTool tool, const std::string& name, const std::string& text) {
  const Parts parts = PartsOf(text);
  if (tool == ClusterTool::kKapp) {
    return {Kapp({"inspect"}, RepositoryApp(name), parts), Kapp({"inspect"}, InstallApp(name), parts)};
  }
  return {{.arguments = {"kubectl", "get", "--namespace", parts.name_space, "packagerepository/" + parts.name,
                         "packageinstall/" + parts.name}}};
}

std::vector<ClusterCommand> PlanDelete(ClusterTool tool, const std::string& name, const std::string& text) {
  const Parts parts = PartsOf(text);
  if (tool == ClusterTool::kKapp) {
    return {KappDelete(InstallApp(name), parts), KappDelete(RepositoryApp(name), parts)};
  }
  std::vector<ClusterCommand> commands = {KubectlDelete(parts.install)};
  if (!parts.rest.empty()) commands.push_back(KubectlDelete(parts.rest));
  commands.push_back(KubectlDelete(parts.repository));
  return commands;
}

}  // namespace pkgrepo::delivery
