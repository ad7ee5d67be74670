// pkgrepo select-version: which version a cluster would install for a PackageInstall.

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "base/error.h"
#include "base/file_system.h"
#include "cli/graph/commands.h"
#include "packaging/version_choice.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::cli {
namespace {

struct SelectVersionOptions {
  std::vector<std::string> paths;
  packaging::ClusterVersions cluster = {.kubernetes_version = {}, .kapp_controller_version = "0.53.1"};
  std::string format = "text";
};

struct Resources {
  std::vector<packaging::OfferedVersion> offered;
  std::vector<packaging::InstallRequest> installs;
};

bool IsYaml(const std::string& path) { return path.ends_with(".yml") || path.ends_with(".yaml"); }

void ReadFile(const std::string& path, const FileSystem& files, Resources& resources) {
  for (const packaging::ConfigNode& document : packaging::ConfigNode::ParseAll(path, files.ReadFile(path))) {
    if (!document.IsMap()) continue;
    const std::string kind = document.TextOr("kind", "");
    if (kind == "Package") resources.offered.push_back(packaging::ReadOfferedVersion(document));
    if (kind == "PackageInstall") resources.installs.push_back(packaging::ReadInstallRequest(document));
  }
}

Resources ReadAll(const std::vector<std::string>& paths) {
  const RealFileSystem disk;
  Resources resources;
  for (const std::string& path : paths) {
    if (!disk.IsDirectory(path)) {
      ReadFile(path, disk, resources);
      continue;
    }
    for (const FileSystem::Entry& entry : disk.Walk(path)) {
      if (entry.info.is_file() && IsYaml(entry.path)) ReadFile(JoinPath(path, entry.path), disk, resources);
    }
  }
  return resources;
}

nlohmann::ordered_json ToJson(const packaging::InstallRequest& install, const packaging::VersionChoice& choice) {
  nlohmann::ordered_json entry = {{"name", install.name}, {"refName", install.ref_name}};
  if (!choice.version.empty()) entry["version"] = choice.version;
  if (!choice.message.empty()) entry["message"] = choice.message;
  if (!choice.useful_message.empty()) entry["usefulErrorMessage"] = choice.useful_message;
  return entry;
}

std::string ToText(const packaging::InstallRequest& install, const packaging::VersionChoice& choice) {
  const std::string head = install.name + ": " + install.ref_name + " ";
  if (choice.message.empty()) return head + choice.version;
  return head + "is not installed: " + (choice.useful_message.empty() ? choice.message : choice.useful_message);
}

int Run(const SelectVersionOptions& options, std::ostream& out) {
  if (options.paths.empty()) throw UsageError("name the files with --file");
  if (options.format != "text" && options.format != "json") {
    throw UsageError("--format takes text or json, not '" + options.format + "'");
  }
  const Resources resources = ReadAll(options.paths);
  if (resources.installs.empty()) throw Error("there is no PackageInstall in these files");
  bool is_complete = true;
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const packaging::InstallRequest& install : resources.installs) {
    const packaging::VersionChoice choice = packaging::ChooseVersion(install, resources.offered, options.cluster);
    is_complete = is_complete && choice.message.empty();
    if (options.format == "json") {
      list.push_back(ToJson(install, choice));
    } else {
      out << ToText(install, choice) << "\n";
    }
  }
  if (options.format == "json") out << list.dump(2) << "\n";
  return is_complete ? 0 : 1;
}

}  // namespace

Command MakeSelectVersionCommand() {
  auto options = std::make_shared<SelectVersionOptions>();
  Command command{
      .name = "select-version",
      .summary = "Tell which version a cluster would install for a PackageInstall",
      .description =
          "Reads Packages and PackageInstalls, and prints for each of the latter the version that kapp-controller would "
          "choose of the former, or why it would install none: constraints, prereleases, the versions of Kubernetes and "
          "kapp-controller, and downgrades count as they do there. The exit status is 1 if one of them is not installed.",
      .examples = "  pkgrepo select-version -f build/carvel/stages/main/bundle -f install.yml --kubernetes-version 1.32.0"};
  FlagSet& flags = command.flags;
  flags.StringArray(&options->paths, "file", 'f', "Read `FILE`, or all YAML files of a folder (can be given several times)");
  flags.String(&options->cluster.kubernetes_version, "kubernetes-version", 0,
               "Take the cluster for one of Kubernetes `VERSION`");
  flags.String(&options->cluster.kapp_controller_version, "kapp-controller-version", 0,
               "Take its kapp-controller for one of `VERSION`");
  flags.String(&options->format, "format", 0, "Print in `FORM`: text or json");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
