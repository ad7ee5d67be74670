#include "packaging/adoption.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "kube/names.h"
#include "packaging/config_node.h"
#include "packaging/kctrl_files.h"
#include "packaging/kctrl_project.h"
#include "packaging/package_resource.h"
#include "packaging/stage_file.h"

namespace pkgrepo::packaging {
namespace {

constexpr int kMaxDepth = 4;  // of folders that are looked through for packages
constexpr const char* kStageName = "main";

bool LooksLikeYaml(std::string_view name) { return name.ends_with(".yaml") || name.ends_with(".yml"); }

std::string Stem(std::string_view path) {
  const std::string_view name = BaseName(path);
  return std::string(name.substr(0, name.rfind('.')));
}

// The first document of this kind in a file; nullopt if there is none, or the file is not understood.
std::optional<ConfigNode> FindKind(const std::string& file, std::string_view kind, const FileSystem& disk) {
  try {
    for (const ConfigNode& document : ConfigNode::ParseAll(file, disk.ReadFile(file))) {
      if (document.IsMap() && document.TextOr("kind", "") == kind) return document;
    }
  } catch (const Error&) {
    // Such a file is none that a build would take for a package.
  }
  return std::nullopt;
}

struct PackageFolder {
  // Without any, the folder is one that has to be left out.
  std::vector<std::string> versions;
  // Folders among those of the versions that have to be left out.
  std::vector<std::string> excluded;
  // Why something is left out.
  std::vector<std::string> faults;
  bool needs_domain = false;
};

class Survey {
 public:
  Survey(std::string root, const FileSystem& disk) : root_(std::move(root)), disk_(disk) {}

  void Run() { Look("", 0); }

  // Folders for add_carvel_packages(), relative to the root, and what each has.
  std::map<std::string, std::map<std::string, PackageFolder>> packages;
  struct KctrlPackage {
    std::string name;
    std::string version;
  };
  // Projects of kctrl, by their folder.
  std::map<std::string, KctrlPackage> kctrl;
  // Stage files by the name of the stage.
  std::map<std::string, std::string> stages;
  std::optional<std::string> repository_build;
  std::vector<std::string> not_understood;

 private:
  std::string Full(const std::string& path) const { return path.empty() ? root_ : JoinPath(root_, path); }
  static std::string Join(const std::string& folder, const std::string& name) {
    return folder.empty() ? name : JoinPath(folder, name);
  }
  bool IsFile(const std::string& path) const { return disk_.IsFile(Full(path)); }
  bool IsDirectory(const std::string& path) const { return disk_.IsDirectory(Full(path)); }

  // Names of folders in which people keep sources.
  std::vector<std::string> FoldersIn(const std::string& folder) const {
    std::vector<std::string> names;
    for (const std::string& name : disk_.ListDirectory(Full(folder))) {
      const bool is_made = name.starts_with('.') || name == "carvel-artifacts" || name == "build" ||
                           IsFile(Join(folder, name + "/CMakeCache.txt"));
      const std::optional<FileInfo> info = disk_.Stat(Full(Join(folder, name)));
      if (!is_made && info && info->is_directory()) names.push_back(name);
    }
    return names;
  }

  void Look(const std::string& folder, int depth) {
    if (IsFile(Join(folder, std::string(kKctrlBuildFile)))) {
      AddKctrl(folder);
      return;
    }
    LookForFiles(folder);
    std::map<std::string, PackageFolder> found;
    std::vector<std::string> others;
    for (const std::string& name : FoldersIn(folder)) {
      if (const std::optional<PackageFolder> package = ReadPackageFolder(Join(folder, name))) {
        found.emplace(name, *package);
      } else {
        others.push_back(name);
      }
    }
    const bool has_packages = std::any_of(
        found.begin(), found.end(), [](const auto& package) { return !package.second.versions.empty(); });
    for (const auto& [name, package] : found) {
      if (!has_packages) others.push_back(name);
      if (has_packages)
        not_understood.insert(not_understood.end(), package.faults.begin(), package.faults.end());
    }
    if (has_packages) packages.emplace(folder, std::move(found));
    for (const std::string& name : others) {
      if (depth < kMaxDepth) Look(Join(folder, name), depth + 1);
    }
  }

  std::optional<PackageFolder> ReadPackageFolder(const std::string& folder) {
    if (IsFile(Join(folder, std::string(kKctrlBuildFile)))) return std::nullopt;
    PackageFolder package;
    if (IsDirectory(Join(folder, "bundle"))) {
      const std::optional<std::string> version = VersionOf(PackageFileOf(folder));
      if (!version) {
        package.faults.push_back(Full(folder) + " has a bundle, but no package.yaml that states its version");
        return package;
      }
      package.versions.push_back(*version);
      return package;
    }
    for (const std::string& name : FoldersIn(folder)) ReadVersionFolder(folder, name, package);
    for (const std::string& name : disk_.ListDirectory(Full(folder))) {
      if (!LooksLikeYaml(name) || !IsFile(Join(folder, name))) continue;
      const std::optional<std::string> version = VersionOf(Full(Join(folder, name)));
      const bool is_new = version && std::find(package.versions.begin(), package.versions.end(), *version) ==
                                         package.versions.end();
      if (is_new) package.versions.push_back(*version);
    }
    if (package.versions.empty() && package.faults.empty()) return std::nullopt;
    return package;
  }

  void ReadVersionFolder(const std::string& folder, const std::string& name, PackageFolder& package) {
    const std::string version = Join(folder, name);
    const bool is_kctrl = IsFile(Join(version, std::string(kKctrlBuildFile)));
    const bool has_bundle = IsDirectory(Join(version, "bundle"));
    const bool has_package = !PackageFileOf(version).empty();
    if (!has_bundle && !has_package && !(is_kctrl && !name.empty() && IsDigit(name[0]))) return;
    if (const kube::NameFault fault = kube::PackageVersionFault(name)) {
      package.faults.push_back(Full(version) + ": '" + name + "' " + *fault);
      package.excluded.push_back(name);
      return;
    }
    package.versions.push_back(name);
    if (!has_package && !is_kctrl) package.needs_domain = true;
  }

  // "" if there is none.
  std::string PackageFileOf(const std::string& folder) const {
    for (const char* name : {"package.yaml", "package.yml"}) {
      if (IsFile(Join(folder, name))) return Full(Join(folder, name));
    }
    return "";
  }

  std::optional<std::string> VersionOf(const std::string& file) const {
    const std::optional<ConfigNode> package =
        file.empty() ? std::nullopt : FindKind(file, kPackageKind, disk_);
    const std::optional<ConfigNode> spec = package ? package->Find("spec") : std::nullopt;
    const std::optional<ConfigNode> version = spec && spec->IsMap() ? spec->Find("version") : std::nullopt;
    if (!version || !version->IsScalar()) return std::nullopt;
    return version->Text();
  }

  void AddKctrl(const std::string& folder) {
    const std::string build = Full(Join(folder, std::string(kKctrlBuildFile)));
    const std::string resources = Full(Join(folder, std::string(kKctrlResourcesFile)));
    const std::optional<ConfigNode> document = FindKind(build, "PackageBuild", disk_);
    const std::optional<ConfigNode> metadata = document ? document->Find("metadata") : std::nullopt;
    const std::string name = metadata && metadata->IsMap() ? metadata->TextOr("name", "") : "";
    const std::optional<std::string> version =
        disk_.IsFile(resources) ? VersionOf(resources) : std::optional<std::string>();
    if (name.empty()) {
      not_understood.push_back(build + " does not name its package");
    } else if (!version) {
      not_understood.push_back(resources + " has no Package that states a version");
    } else {
      kctrl.emplace(folder, KctrlPackage{.name = name.substr(0, name.find('.')), .version = *version});
    }
  }

  void LookForFiles(const std::string& folder) {
    if (IsFile(Join(folder, kKctrlRepositoryBuildFile)))
      repository_build = Full(Join(folder, kKctrlRepositoryBuildFile));
    for (const std::string& name : disk_.ListDirectory(Full(folder))) {
      const std::string path = Join(folder, name);
      if (!LooksLikeYaml(name) || !IsFile(path)) continue;
      const std::string text = disk_.ReadFile(Full(path));
      const std::vector<std::string_view> lines = SplitLines(text);
      const bool is_stage = std::any_of(lines.begin(), lines.end(), [](std::string_view line) {
        return line.starts_with("package_repository:") || line.starts_with("packages:");
      });
      if (is_stage) AddStage(path, text);
    }
  }

  void AddStage(const std::string& path, const std::string& text) {
    try {
      ParseStageFile(Full(path), text);
    } catch (const Error& error) {
      not_understood.push_back("stage file " + error.position().ToString() + ": " + error.message());
      return;
    }
    const auto [known, added] = stages.emplace(Stem(path), path);
    if (!added)
      not_understood.push_back("stage file " + Full(path) + ": " + known->second + " has its name already");
  }

  std::string root_;
  const FileSystem& disk_;
};

// A name for project() of the folder's name.
std::string ProjectName(const std::string& directory) {
  std::string name(BaseName(AbsolutePath(directory)));
  for (char& c : name) {
    if (!IsAlphanumeric(c) && c != '-' && c != '_') c = '_';
  }
  return name.empty() ? "packages" : name;
}

// The names for EXCLUDE.
std::vector<std::string> Excluded(const std::map<std::string, PackageFolder>& found) {
  std::vector<std::string> excluded;
  for (const auto& [name, package] : found) {
    if (package.versions.empty()) {
      excluded.push_back(name);
      continue;
    }
    for (const std::string& version : package.excluded) excluded.push_back(JoinPath(name, version));
  }
  return excluded;
}

std::string PackagesCall(const std::string& folder, const std::map<std::string, PackageFolder>& found,
                         const std::string& domain) {
  const bool needs_domain = std::any_of(found.begin(), found.end(),
                                        [](const auto& package) { return package.second.needs_domain; });
  if (needs_domain && domain.empty()) {
    throw Error("packages in '" + (folder.empty() ? "." : folder) + "' do not state their full names")
        .Hint("give --domain: what their full names have after the names of the folders");
  }
  const std::vector<std::string> excluded = Excluded(found);
  return "add_carvel_packages(" + (folder.empty() ? "." : folder) +
         (domain.empty() ? "" : " DOMAIN " + domain) +
         (excluded.empty() ? "" : "\n  EXCLUDE " + Join(excluded, " ")) + ")\n";
}

// All versions, in the short form of stage files.
std::string StageText(const Survey& survey) {
  std::map<std::string, std::set<std::string>> versions;
  for (const auto& [folder, found] : survey.packages) {
    for (const auto& [name, package] : found)
      versions[name].insert(package.versions.begin(), package.versions.end());
  }
  for (const auto& [folder, package] : survey.kctrl) versions[package.name].insert(package.version);
  std::string text = "# All versions that were there when this repository was adopted.\npackages:\n";
  for (const auto& [name, of_package] : versions) {
    if (of_package.empty()) continue;
    text += "- name: " + name + "\n  versions:\n";
    for (const std::string& version : of_package) text += "  - \"" + version + "\"\n";
  }
  return text;
}

std::string RepositoryText(const std::string& build_file, const FileSystem& disk) {
  const std::optional<ConfigNode> build = FindKind(build_file, "PackageRepositoryBuild", disk);
  const std::optional<ConfigNode> metadata = build ? build->Find("metadata") : std::nullopt;
  const std::string name = metadata && metadata->IsMap() ? metadata->TextOr("name", "") : "";
  return "stage: " + std::string(kStageName) + "\n" + (name.empty() ? "" : "name: " + name + "\n");
}

}  // namespace

Adoption PlanAdoption(const std::string& directory, const AdoptionOptions& options, const FileSystem& disk) {
  Survey survey(directory, disk);
  survey.Run();
  Adoption adoption;
  adoption.not_understood = survey.not_understood;
  if (survey.packages.empty() && survey.kctrl.empty()) {
    Error error("there are no packages in " + directory);
    for (const std::string& what : survey.not_understood) error.Note(what);
    throw error.Hint(
        "expected NAME/VERSION/bundle, NAME/*.yaml with Packages, or a package-build.yml of kctrl");
  }
  std::string text = "cmake_minimum_required(VERSION 3.24)\nproject(" + ProjectName(directory) +
                     " LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n\n";
  if (!options.registry.empty()) {
    text += "set(PACKAGE_REPO_REGISTRY " + options.registry + " CACHE STRING \"Where images will live\")\n";
  }
  for (const auto& [folder, found] : survey.packages) {
    text += PackagesCall(folder, found, options.domain);
    for (const auto& [name, package] : found) {
      if (package.versions.empty()) continue;
      adoption.understood.push_back("package " + name + ", " + std::to_string(package.versions.size()) +
                                    (package.versions.size() == 1 ? " version" : " versions"));
    }
  }
  for (const auto& [folder, package] : survey.kctrl) {
    text += "add_carvel_package(" + package.name + (folder.empty() ? "" : " SOURCE " + folder) + " VERSION " +
            package.version + ")\n";
    adoption.understood.push_back("package " + package.name + " " + package.version + " of kctrl");
  }
  text += "\n";
  if (survey.stages.empty()) {
    survey.stages.emplace(kStageName, std::string("stages/") + kStageName + ".yaml");
    adoption.files.Add(JoinPath(directory, survey.stages[kStageName]), StageText(survey));
  }
  for (const auto& [stage, file] : survey.stages) {
    text += "add_carvel_stage(" + stage + " FILE " + file + ")\n";
    adoption.understood.push_back("stage " + stage);
  }
  if (survey.repository_build && survey.stages.contains(kStageName)) {
    const std::string file = std::string("repos/") + kStageName + ".yaml";
    adoption.files.Add(JoinPath(directory, file), RepositoryText(*survey.repository_build, disk));
    text += "add_carvel_repository(" + std::string(kStageName) + " FILE " + file + ")\n";
  }
  adoption.files.Add(JoinPath(directory, "CMakeLists.txt"), text);
  return adoption;
}

}  // namespace pkgrepo::packaging
