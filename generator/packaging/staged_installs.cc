#include "packaging/staged_installs.h"

#include <optional>
#include <utility>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/install_files.h"
#include "packaging/install_resources.h"
#include "packaging/package_resource.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

// The Package of the stage, in the present form.
json PackageOf(const StagedPackage& staged, const BuildTree& tree, StepInputs& inputs) {
  const std::string folder = tree.Package(staged.name, staged.version);
  const std::string path = JoinPath(folder, kPackageFile);
  inputs.LeaveToNinja(folder);
  std::string text;
  if (inputs.IsFile(path)) {
    text = inputs.Read(path);
    if (!staged.image.empty()) text = SetPackageImage(path, text, staged.image);
  } else {
    text = GeneratePackage({.identity = {.ref_name = staged.ref_name, .version = staged.version},
                            .image = staged.image,
                            .values_schema = {},
                            .kbld_configs = {}});
  }
  return yaml::ParseYamlAsJson(text, path);
}

std::string VersionOf(const json& package) { return package.at("spec").at("version"); }

struct Found {
  std::string version;
  json package;
};

// The packages of the stage that the declaration may mean.
std::vector<Found> FindAll(const InstallDeclaration& install, const StageRecord& stage, const BuildTree& tree,
                           StepInputs& inputs) {
  std::vector<Found> found;
  for (const StagedPackage& staged : stage.packages) {
    if (staged.name != install.package) continue;
    json package = PackageOf(staged, tree, inputs);
    const std::string version = VersionOf(package);
    const bool is_meant = install.version.empty() || install.version == version || install.version == staged.version;
    if (is_meant) found.push_back({version, std::move(package)});
  }
  return found;
}

Error NotInStage(const InstallDeclaration& install, const std::string& name, const StageRecord& stage) {
  std::vector<std::string> names;
  std::vector<std::string> versions;
  for (const StagedPackage& staged : stage.packages) {
    names.push_back(staged.name);
    if (staged.name == install.package) versions.push_back(staged.version);
  }
  if (!versions.empty()) {
    Error error("stage '" + name + "' has no version '" + install.version + "' of package '" + install.package + "'");
    error.At(install.node->PositionOf({"version"})).Hint("it has " + Join(versions, ", "));
    return error;
  }
  Error error("stage '" + name + "' has no package '" + install.package + "'");
  error.At(install.node->PositionOf({"package"}));
  if (const std::optional<std::string> meant = ClosestMatch(install.package, names)) {
    error.Hint("did you mean '" + *meant + "'?");
  }
  return error;
}

json FindOne(const InstallDeclaration& install, const RepositoryFile& file, const StageRecord& stage,
             const BuildTree& tree, StepInputs& inputs) {
  std::vector<Found> found = FindAll(install, stage, tree, inputs);
  if (found.empty()) throw NotInStage(install, file.stage, stage);
  if (found.size() > 1) {
    std::vector<std::string> versions;
    for (const Found& each : found) versions.push_back(each.version);
    throw Error("stage '" + file.stage + "' has several versions of package '" + install.package + "'")
        .At(install.node->PositionOf({"package"}))
        .Hint("give 'version' here: " + Join(versions, ", "));
  }
  return std::move(found[0].package);
}

std::string NamespaceOf(const InstallDeclaration& install, const RepositoryFile& file) {
  const std::string& name = install.name_space.empty() ? file.name_space : install.name_space;
  if (name.empty()) throw install.node->Fault("'namespace' is missing here, and the repository has none");
  return name;
}

}  // namespace

std::string MakeStagedInstalls(const RepositoryFile& file, const StageRecord& stage, const BuildTree& tree,
                               StepInputs& inputs) {
  std::string text;
  std::map<std::pair<std::string, std::string>, Position> places;
  for (const InstallDeclaration& declared : file.installs) {
    InstallInput input{.declaration = declared,
                       .package = FindOne(declared, file, stage, tree, inputs),
                       .form = stage.api.empty() ? InstallForm::kPackageInstall : InstallForm::kInstalledPackage};
    input.declaration.name_space = NamespaceOf(declared, file);
    if (declared.name.empty()) input.declaration.name = declared.package;
    const Position position = declared.node->position();
    const auto [first, is_new] =
        places.try_emplace({input.declaration.name_space, input.declaration.name}, position);
    if (!is_new) {
      throw declared.node->Fault("'" + input.declaration.name + "' is installed twice in namespace '" +
                                 input.declaration.name_space + "'")
          .Note("first at " + first->second.ToString());
    }
    for (const std::string& path : declared.values) {
      input.values.push_back(WithContext(position.ToString() + ": ", [&] { return inputs.Read(path); }));
      CheckValuesFile(path, input.values.back());
    }
    text += MakeInstall(input).ToYaml();
  }
  return text;
}

std::map<std::string, std::string> MakeStagedExtensions(const RepositoryFile& file, const StageRecord& stage,
                                                        const BuildTree& tree, StepInputs& inputs) {
  if (!file.extensions) return {};
  ExtensionOptions options = *file.extensions;
  options.install.name_space = NamespaceOf(options.install, file);
  std::vector<Extension> extensions;
  for (const StagedPackage& staged : stage.packages) {
    json package = PackageOf(staged, tree, inputs);
    std::string version = VersionOf(package);
    extensions.push_back({.name = staged.name, .version = std::move(version), .package = std::move(package)});
  }
  return MakeExtensions(options, extensions);
}

}  // namespace pkgrepo::packaging
