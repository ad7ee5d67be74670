#include "packaging/install_rights.h"

#include <sstream>
#include <utility>

#include "base/error.h"
#include "base/json_member.h"
#include "base/strings.h"
#include "base/temp_dir.h"
#include "kube/rbac/role_manifests.h"
#include "net/file_body.h"
#include "oci/layer_reader.h"
#include "oci/layout.h"
#include "packaging/app_template.h"
#include "packaging/package_rights.h"
#include "packaging/rendering.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

bool IsRendered(const InstalledVersion& version, StepInputs& inputs) {
  return inputs.IsFile(JoinPath(version.folder, kRenderedRecord));
}

// Where a declaration says `key`; unknown if a command line is the declaration.
Position PositionOf(const InstallDeclaration& declaration, const char* key) {
  return declaration.node ? declaration.node->PositionOf({key}) : Position();
}

void UnpackBundle(const std::string& image, const oci::Layout& layout, const std::string& folder) {
  const std::optional<Digest> digest = Digest::Parse(image.substr(image.find('@') + 1));
  if (!digest) throw Error("'" + image + "' is not an image by its digest");
  oci::LayerUnpacker unpacker(folder);
  for (const oci::Descriptor& layer : oci::Manifest::Parse(layout.ReadBlob(*digest)).layers) {
    unpacker.Apply(net::FileBody(layout.BlobPath(layer.digest), 0, layer.size));
  }
}

RenderedCase RenderWithValues(const InstalledVersion& version, const InstallPlan& plan, FileSystem& disk) {
  const TempDir work;
  const std::string bundle = JoinPath(work.path(), "bundle");
  disk.MakeDirectories(bundle);
  if (!version.image.empty()) UnpackBundle(version.image, oci::Layout::Open(plan.layout), bundle);
  const AppTemplate app = AppTemplate::Parse(version.file, version.package);
  const PackageFolders folders{
      .source = SourceTree(work.path(), bundle),
      .output = JoinPath(work.path(), plan.declaration.name + "/" + version.version)};
  StepInputs inputs(disk);  // what the values are is noted by others, and the bundle is what its digest says
  std::ostringstream messages;
  return Renderer(app, bundle, folders, inputs, messages)
      .Render({.name = "values of " + plan.declaration.name, .values_files = plan.declaration.values});
}

RenderedCase DefaultCase(const InstalledVersion& version, StepInputs& inputs) {
  for (RenderedCase& rendered : ReadRenderedCases(version.folder, inputs)) {
    if (rendered.name == kDefaultCase) return std::move(rendered);
  }
  throw Error("there is no case '" + std::string(kDefaultCase) + "' in " + version.folder);
}

Error Refused(const InstalledVersion& version, const std::string& message, const InstallDeclaration& declaration) {
  const bool has_values = !declaration.values.empty();
  Error error(version.name + " " + version.version + " refuses " + (has_values ? "the" : "its default") +
              " values: " + std::string(Trim(message)));
  if (declaration.node) error.At(has_values ? PositionOf(declaration, "values") : declaration.node->position());
  if (!has_values) error.Hint("give it some in 'values'");
  return error;
}

kube::Installation InstallationOf(const InstallDeclaration& declaration) {
  return {.name = declaration.name,
          .name_space = declaration.name_space,
          .default_namespace = StringMember(declaration.spec, "defaultNamespace"),
          .existing_namespaces = declaration.rights.existing_namespaces,
          .roles = declaration.rights.roles};
}

std::string Documents(const std::vector<nlohmann::json>& manifests) {
  std::string text;
  for (const nlohmann::json& manifest : manifests) text += "---\n" + yaml::PrintJsonAsYaml(manifest);
  return text;
}

// Earlier versions of the package.
void AddEarlier(const InstallPlan& plan, const BuildTree& tree, StepInputs& inputs, PackageRights& rights) {
  if (plan.declaration.rights.from.empty()) return;
  const PackageList packages = ParsePackageList(tree.PackageList(), inputs.Read(tree.PackageList()));
  const std::string& name = plan.versions[0].name;
  for (const std::string& from : plan.declaration.rights.from) {
    const PackageVersion* version = FindVersion(packages, name, from);
    if (version == nullptr) throw Error("the project has no version '" + from + "' of package '" + name + "'");
    const std::string folder = tree.Package(name, version->folder);
    inputs.LeaveToNinja(folder);
    WithContext(name + " " + from + ": ", [&] { rights.AddVersion(folder, inputs); });
  }
}

// A PackageInstall takes overlays and values of Helm from Secrets that its annotations name; they are in the cluster alone,
// since the only Secret of an install is that with its values.
void NoteSecrets(const InstallDeclaration& declaration, PackageRights& rights) {
  const nlohmann::json* annotations = FindMember(declaration.metadata, "annotations");
  if (annotations == nullptr) return;
  for (const auto& [key, value] : annotations->items()) {
    for (const std::string_view name : {"ext.packaging.carvel.dev/ytt-paths-from-secret-name",
                                        "ext.packaging.carvel.dev/helm-template-values-from-secret-name"}) {
      if (key != name && !key.starts_with(std::string(name) + ".")) continue;
      rights.AddNote("What the Secret " + yaml::PrintCompactJson(value) + " changes in the manifests (" + key +
                     ") is not counted: it is no part of this project. Grant by hand what that needs.");
    }
  }
}

std::string NeededRights(const InstallPlan& plan, const std::vector<RenderedCase>& rendered, const BuildTree& tree,
                         StepInputs& inputs) {
  PackageRights rights(InstallationOf(plan.declaration));
  if (const std::optional<std::string> definitions = inputs.ReadIfPresent(plan.definitions)) {
    rights.AddDefinitions(plan.definitions, *definitions);
  }
  for (const InstalledVersion& version : plan.versions) {
    const std::string what = version.name + " " + version.version;
    if (!IsRendered(version, inputs)) {
      throw Error("the rights that " + what + " needs cannot be derived, since its manifests are not of this build");
    }
    const std::vector<std::string>& cases = plan.declaration.rights.cases;
    const bool are_values_known = !plan.declaration.values.empty() && !rendered.empty();
    WithContext(what + ": ", [&] {
      if (!are_values_known || !cases.empty()) rights.AddVersion(version.folder, inputs, cases);
      if (are_values_known && cases.empty()) rights.AddDeployment(version.file, version.package);
    });
  }
  for (const RenderedCase& each : rendered) rights.AddManifests(each.name, each.text);
  AddEarlier(plan, tree, inputs, rights);
  NoteSecrets(plan.declaration, rights);
  return rights.ToYaml();
}

}  // namespace

std::vector<RenderedCase> RenderInstall(const InstallPlan& plan, StepInputs& inputs) {
  std::vector<RenderedCase> rendered;
  if (plan.declaration.spec.contains("values")) return rendered;
  for (const InstalledVersion& version : plan.versions) {
    if (!IsRendered(version, inputs)) continue;
    const bool has_values = !plan.declaration.values.empty();
    rendered.push_back(has_values ? RenderWithValues(version, plan, inputs.disk()) : DefaultCase(version, inputs));
    if (rendered.back().refused) throw Refused(version, rendered.back().text, plan.declaration);
  }
  return rendered;
}

std::string GrantRights(const InstallPlan& plan, const std::vector<RenderedCase>& rendered, const BuildTree& tree,
                        StepInputs& inputs) {
  const InstallDeclaration& declaration = plan.declaration;
  using enum InstallRights::Extent;
  if (declaration.HasAccount() || declaration.rights.extent == kNone) return "";
  if (declaration.rights.extent == kClusterAdmin) {
    return Documents(kube::ClusterAdminManifests(InstallationOf(declaration)));
  }
  try {
    return NeededRights(plan, rendered, tree, inputs);
  } catch (Error& error) {
    if (declaration.node && !error.position().known()) error.At(PositionOf(declaration, "rights"));
    if (error.hint().empty()) {
      error.Hint(declaration.node ? "say whose rights it uses: 'rights: none' if you give its ServiceAccount rights yourself, "
                                    "'rights: cluster-admin', or serviceAccountName in 'spec'"
                                  : "say whose rights it uses: --rights none or cluster-admin, --rbac FILE, or "
                                    "--service-account NAME");
    }
    throw error;
  }
}

}  // namespace pkgrepo::packaging
