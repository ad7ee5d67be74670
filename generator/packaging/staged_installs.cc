#include "packaging/staged_installs.h"

#include <optional>
#include <utility>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/install_files.h"
#include "packaging/install_resources.h"
#include "packaging/install_rights.h"
#include "packaging/package_resource.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

// A version of the stage.
struct Found {
  // With the Package in its present form.
  InstalledVersion built;
  json package;

  std::string Version() const { return package.at("spec").at("version"); }
};

Found Find(const StagedPackage& staged, const BuildTree& tree, StepInputs& inputs) {
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
  json package = yaml::ParseYamlAsJson(text, path);
  return {.built = {.name = staged.name,
                    .version = staged.version,
                    .folder = folder,
                    .file = path,
                    .package = std::move(text),
                    .image = staged.image},
          .package = std::move(package)};
}

// All versions of a package that the stage has.
std::vector<Found> FindAll(const std::string& name, const StageRecord& stage, const BuildTree& tree, StepInputs& inputs) {
  std::vector<Found> found;
  for (const StagedPackage& staged : stage.packages) {
    if (staged.name == name) found.push_back(Find(staged, tree, inputs));
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

// The one that the declaration means.
const Found& Choose(const std::vector<Found>& found, const InstallDeclaration& install, const RepositoryFile& file,
                    const StageRecord& stage) {
  std::vector<const Found*> meant;
  std::vector<std::string> versions;
  for (const Found& each : found) {
    const std::string version = each.Version();
    const bool is_meant = install.version.empty() || install.version == version || install.version == each.built.version;
    if (!is_meant) continue;
    meant.push_back(&each);
    versions.push_back(version);
  }
  if (meant.empty()) throw NotInStage(install, file.stage, stage);
  if (meant.size() > 1) {
    throw Error("stage '" + file.stage + "' has several versions of package '" + install.package + "'")
        .At(install.node->PositionOf({"package"}))
        .Hint("give 'version' here: " + Join(versions, ", "));
  }
  return *meant[0];
}

// What kapp-controller may install: those that the constraints let in.
std::vector<InstalledVersion> Admitted(const std::vector<Found>& found, const Found& chosen, const InstallInput& input,
                                       const json& install) {
  std::vector<InstalledVersion> admitted = {chosen.built};
  if (input.form != InstallForm::kPackageInstall) return admitted;
  for (const Found& each : found) {
    if (&each != &chosen && WhyNotChosen(install, each.package).empty()) admitted.push_back(each.built);
  }
  return admitted;
}

std::string NamespaceOf(const InstallDeclaration& install, const RepositoryFile& file) {
  const std::string& name = install.name_space.empty() ? file.name_space : install.name_space;
  if (name.empty()) throw install.node->Fault("'namespace' is missing here, and the repository has none");
  return name;
}

}  // namespace

std::string MakeStagedInstalls(const RepositoryFile& file, const StageRecord& stage, const InstallSources& sources,
                               StepInputs& inputs) {
  std::string text;
  std::map<std::pair<std::string, std::string>, Position> places;
  for (const InstallDeclaration& declared : file.installs) {
    const std::vector<Found> found = FindAll(declared.package, stage, sources.tree, inputs);
    const Found& chosen = Choose(found, declared, file, stage);
    InstallInput input{.declaration = declared,
                       .package = chosen.package,
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
    const InstallResources resources = MakeInstall(input);
    const InstallPlan plan{.declaration = input.declaration,
                           .versions = Admitted(found, chosen, input, resources.install),
                           .layout = sources.layout,
                           .definitions = sources.definitions};
    const std::vector<RenderedCase> rendered = RenderInstall(plan, inputs);
    text += resources.ToYaml(GrantRights(plan, rendered, sources.tree, inputs));
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
    Found found = Find(staged, tree, inputs);
    std::string version = found.Version();
    extensions.push_back({.name = staged.name, .version = std::move(version), .package = std::move(found.package)});
  }
  return MakeExtensions(options, extensions);
}

}  // namespace pkgrepo::packaging
