#include "packaging/makefile_task.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/repository_file.h"

namespace pkgrepo::packaging {
namespace {

constexpr std::array<std::string_view, 7> kNames = {"vendir-sync-package",       "lock-package-images",
                                                    "push-package",              "push-package-all",
                                                    "generate-package-metadata", "generate-package-repository-metadata",
                                                    "promote"};

std::vector<std::string> NamesOf(const PackageList& packages) {
  std::vector<std::string> names;
  for (const auto& [name, versions] : packages) names.push_back(name);
  return names;
}

}  // namespace

MakefileTask::MakefileTask(std::string name, std::map<std::string, std::string> variables)
    : name_(std::move(name)), variables_(std::move(variables)) {
  if (std::ranges::find(kNames, name_) == kNames.end()) throw Error("no such task: " + name_);
}

std::string MakefileTask::Variable(const std::string& variable) const {
  const auto found = variables_.find(variable);
  return found == variables_.end() ? "" : found->second;
}

std::string MakefileTask::Output(const BuildTree& tree) const {
  const std::string target = name_ == "promote" ? "stage-" + Variable("TO") + "-promote" : name_;
  return JoinPath(tree.directory(), "tasks/" + target);
}

StepOrder MakefileTask::Order(const BuildTree& tree, FileSystem& files) const {
  StepOrder order{.output = Output(tree)};
  if (name_ == "vendir-sync-package" || name_ == "lock-package-images") {
    const std::string package = Require("PACKAGE", Variable("PACKAGE"), NamesOf(tree.ReadPackages(files)), "package");
    const std::string action = package + (name_ == "vendir-sync-package" ? "-sync" : "-lock");
    const std::string actions = "\n" + files.ReadFile(tree.ActionList());
    if (actions.find("\n" + action + "\n") == std::string::npos) {
      throw Error("package '" + package + "' has no target " + action + ": it has no bundle of this project");
    }
    order.inputs.push_back(action);
  } else if (name_ == "generate-package-metadata") {
    order.inputs.push_back(tree.StageRecordOf(Stage(tree, files)));
  } else if (name_ == "generate-package-repository-metadata") {
    for (const std::string& repository : Repositories(tree, files)) order.inputs.push_back(tree.Repository(repository));
  } else if (name_ == "promote") {
    StepInputs inputs(files);
    order.inputs = InputsOfPromotion(Promotion(tree, files), tree, inputs);
  } else {
    for (const Version& version : VersionsToPush(tree, files)) {
      for (std::string_view output : {kPackageFile, kMetadataFile}) {
        order.inputs.push_back(JoinPath(tree.Package(version.name, version.folder), output));
      }
    }
  }
  return order;
}

std::vector<MakefileTask::Version> MakefileTask::VersionsToPush(const BuildTree& tree, const FileSystem& files) const {
  const PackageList packages = tree.ReadPackages(files);
  std::vector<std::string> names = NamesOf(packages);
  std::string wanted;
  if (name_ == "push-package") {
    const std::string package = Variable("PACKAGE");
    const size_t slash = package.find('/');
    if (slash != std::string::npos) wanted = package.substr(slash + 1);
    names = {Require("PACKAGE", package.substr(0, slash), names, "package")};
  }
  std::vector<Version> versions;
  for (const std::string& name : names) {
    std::vector<std::string> known;
    for (const PackageVersion& version : packages.at(name)) {
      known.push_back(name + "/" + version.version);
      if (wanted.empty() || version.IsCalled(wanted)) versions.push_back({.name = name, .folder = version.folder});
    }
    if (versions.empty()) {
      throw Error("PACKAGE names '" + name + "/" + wanted + "', and package '" + name + "' has no such version")
          .Hint("it has " + Join(known, ", "));
    }
    if (wanted.empty() && known.size() > 1 && !Variable("TAG").empty()) {
      throw Error("package '" + name + "' has several versions, which cannot all have the tag '" + Variable("TAG") + "'")
          .Hint("leave TAG out, so that each gets its own, or push one of them: PACKAGE=" + known.back());
    }
  }
  return versions;
}

PromotionRequest MakefileTask::Promotion(const BuildTree& tree, const FileSystem& files) const {
  PromotionRequest request{.from = Require("FROM", Variable("FROM"), tree.ReadStages(files), "stage"),
                           .to = Variable("TO"),
                           .versions = {}};
  const std::string packages = Variable("PACKAGE");
  if (packages == "all") return request;
  const Error fault = Error(packages.empty() ? "promote needs the variable PACKAGE" : "PACKAGE is '" + packages + "'")
                          .Hint("write PACKAGE=NAME@VERSION, or PACKAGE=all for what stage '" + request.to + "' lacks");
  for (std::string_view word : Split(packages, ' ')) {
    if (word.empty()) continue;
    const std::optional<NamedVersion> named = ParseNamedVersion(word);
    if (!named) throw fault;
    request.versions.push_back(*named);
  }
  if (request.versions.empty()) throw fault;
  return request;
}

std::string MakefileTask::Stage(const BuildTree& tree, const FileSystem& files) const {
  return Require("STAGE", Variable("STAGE"), tree.ReadStages(files), "stage");
}

std::vector<std::string> MakefileTask::Repositories(const BuildTree& tree, const FileSystem& files) const {
  const std::string stage = Stage(tree, files);
  std::vector<std::string> names;
  for (const DeclaredFile& repository : ParseDeclaredFiles(files.ReadFile(tree.RepositoryList()))) {
    if (ParseRepositoryFile(repository.file, files.ReadFile(repository.file)).stage == stage) {
      names.push_back(repository.name);
    }
  }
  if (names.empty()) {
    throw Error("no repository serves stage '" + stage + "'")
        .Hint("declare one with add_carvel_repository(), whose file has the line 'stage: " + stage + "'");
  }
  return names;
}

std::string MakefileTask::Require(const std::string& variable, const std::string& value,
                                  const std::vector<std::string>& known, const std::string& what) const {
  if (std::ranges::find(known, value) != known.end()) return value;
  const std::string all = known.empty() ? "this project has no " + what : "this project has " + Join(known, ", ");
  if (value.empty()) {
    const std::string example = known.empty() ? "NAME" : known[0];
    throw Error(name_ + " needs the variable " + variable + ", such as " + variable + "=" + example).Hint(all);
  }
  const std::optional<std::string> meant = ClosestMatch(value, known);
  throw Error(variable + " names the unknown " + what + " '" + value + "'").Hint(meant ? "did you mean '" + *meant + "'?" : all);
}

}  // namespace pkgrepo::packaging
