// pkgrepo install: what to apply to a cluster to install a package version.

#include <memory>
#include <optional>
#include <ostream>
#include <utility>

#include "base/error.h"
#include "base/file_system.h"
#include "base/named_files.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/cmake_cache.h"
#include "packaging/documents.h"
#include "packaging/install_files.h"
#include "packaging/install_resources.h"
#include "packaging/install_rights.h"
#include "packaging/named_version.h"
#include "packaging/package_resource.h"
#include "packaging/package_rights.h"
#include "packaging/records.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::cli {
namespace {

struct InstallCommandOptions {
  std::string build;
  std::string file;
  std::string name;
  std::string name_space;
  std::string service_account;
  std::string constraints;
  std::vector<std::string> values;
  std::string rights;
  std::string roles;
  std::string rbac;
  std::string form = "PackageInstall";
};

packaging::InstallForm FormOf(const std::string& word) {
  if (word == "PackageInstall") return packaging::InstallForm::kPackageInstall;
  if (word == "App") return packaging::InstallForm::kApp;
  if (word == "InstalledPackage") return packaging::InstallForm::kInstalledPackage;
  throw UsageError("--as takes PackageInstall, App or InstalledPackage, not '" + word + "'");
}

// "app@1.0.0" of the build, or the path of a Package, whose name and folder are "".
packaging::InstalledVersion FindPackage(const std::string& argument, const std::string& build,
                                        const packaging::BuildTree& tree, const FileSystem& disk) {
  const std::optional<packaging::NamedVersion> named = packaging::ParseNamedVersion(argument);
  if (!named || disk.IsFile(argument)) {
    return {.name = "", .version = "", .folder = "", .file = argument, .package = "", .image = ""};
  }
  const std::string folder = packaging::FindResults(*named, tree, disk);
  const std::string path = JoinPath(folder, packaging::kPackageFile);
  if (!disk.IsFile(path)) {
    throw Error("package version " + named->name + " " + named->version + " is not built")
        .Hint("`cmake --build " + build + " --target " + named->name + "-" + std::string(BaseName(folder)) + "` builds it");
  }
  const std::string record = JoinPath(folder, packaging::kBundleRecord);
  std::string image;
  if (disk.IsFile(record)) image = packaging::BundleRecord::Parse(record, disk.ReadFile(record)).Image();
  return {.name = named->name,
          .version = std::string(BaseName(folder)),
          .folder = folder,
          .file = path,
          .package = "",
          .image = std::move(image)};
}

// Completes `version`.
nlohmann::json ReadPackage(packaging::InstalledVersion& version, const FileSystem& disk) {
  version.package = packaging::DocumentOfKind(ReadNamedFile(disk, version.file), packaging::kPackageKind);
  packaging::CheckPackageResource(version.file, version.package, packaging::kPackageKind);
  const packaging::PackageIdentity identity = packaging::ReadPackageIdentity(version.file, version.package);
  if (version.name.empty()) {
    version.name = identity.ref_name;
    version.version = identity.version;
  }
  return yaml::ParseYamlAsJson(version.package, version.file);
}

void DeclareRights(const InstallCommandOptions& options, packaging::InstallRights& rights) {
  if (!options.rights.empty()) {
    const std::optional<packaging::InstallRights::Extent> extent = packaging::ParseRightsExtent(options.rights);
    if (!extent) throw UsageError("--rights takes needed, cluster-admin or none, not '" + options.rights + "'");
    rights.extent = *extent;
  }
  if (options.roles.empty()) return;
  const std::optional<kube::Installation::Roles> roles = packaging::ParseRolesWay(options.roles);
  if (!roles) throw UsageError("--roles takes hold or escalate, not '" + options.roles + "'");
  rights.roles = *roles;
}

// What the command line says takes the place of what the file says.
packaging::InstallDeclaration Declare(const InstallCommandOptions& options, const packaging::InstalledVersion& version,
                                      const FileSystem& disk) {
  packaging::InstallDeclaration install;
  if (!options.file.empty()) {
    install = packaging::ParseInstallFile(options.file, ReadNamedFile(disk, options.file));
  }
  if (!options.name.empty()) install.name = options.name;
  if (!options.name_space.empty()) install.name_space = options.name_space;
  if (install.name.empty()) install.name = version.name.substr(0, version.name.find('.'));
  if (install.name_space.empty()) install.name_space = "default";
  install.values.insert(install.values.end(), options.values.begin(), options.values.end());
  if (!options.service_account.empty()) install.spec["serviceAccountName"] = options.service_account;
  if (!options.constraints.empty()) {
    install.spec["packageRef"]["versionSelection"]["constraints"] = options.constraints;
  }
  DeclareRights(options, install.rights);
  return install;
}

// The documents that are handed over.
std::string GivenRights(const std::string& file, const packaging::InstallResources& resources, const FileSystem& disk) {
  if (resources.account.is_null()) {
    throw UsageError("--rbac is of no use: the file names the ServiceAccount or cluster that is used");
  }
  return packaging::ReadRights(file, ReadNamedFile(disk, file == "-" ? "/dev/stdin" : file), resources.account);
}

int Run(const InstallCommandOptions& options, const Invocation& invocation) {
  if (invocation.arguments.size() != 1) throw UsageError("expected one package version, such as app@1.0.0");
  if (!options.rbac.empty() && !(options.rights.empty() && options.roles.empty())) {
    throw UsageError("--rbac has all rights: leave out --rights and --roles");
  }
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const packaging::InstallForm form = FormOf(options.form);
  packaging::InstallInput input{.declaration = {}, .package = {}, .form = form};
  const std::string build = options.build.empty() ? packaging::DefaultBuild(disk) : options.build;
  const packaging::BuildTree tree(JoinPath(build, packaging::kBuildTree));
  packaging::InstalledVersion version = FindPackage(invocation.arguments[0], build, tree, disk);
  input.package = ReadPackage(version, disk);
  input.declaration = Declare(options, version, disk);
  for (const std::string& path : input.declaration.values) {
    input.values.push_back(ReadNamedFile(disk, path));
    packaging::CheckValuesFile(path, input.values.back());
  }
  const packaging::InstallResources resources = packaging::MakeInstall(input);
  const packaging::InstallPlan plan{.declaration = input.declaration,
                                    .versions = {std::move(version)},
                                    .layout = JoinPath(build, DirName(packaging::kRegistryMark)),
                                    .definitions = packaging::ProjectDefinitions(tree, disk)};
  const std::vector<packaging::RenderedCase> rendered = packaging::RenderInstall(plan, inputs);
  invocation.out << resources.ToYaml(options.rbac.empty() ? packaging::GrantRights(plan, rendered, tree, inputs)
                                                          : GivenRights(options.rbac, resources, disk));
  return 0;
}

}  // namespace

Command MakeInstallCommand() {
  auto options = std::make_shared<InstallCommandOptions>();
  Command command{
      .name = "install",
      .summary = "Print what installs a package version in a cluster",
      .description =
          "Prints what to apply to a cluster to install a package version of the build, or that of a Package "
          "in a file: a ServiceAccount with its rights, a Secret with the values, and a PackageInstall, of exactly this "
          "version unless other constraints are given. --file has any other field of the PackageInstall "
          "(generator/packaging/install_declaration.h describes it).\n\n"
          "The rights are the smallest that suffice, as `pkgrepo rbac` derives them from the manifests of the build, those "
          "with these values included, and values that the package refuses are an error. Of a Package in a file there are no "
          "manifests: --rights, --rbac or --service-account has to say whose rights are used.\n\n"
          "As an App, what the Package holds is installed without the Package, which a cluster without its "
          "repository needs. An InstalledPackage is what the first releases of kapp-controller with packages "
          "had.",
      .usage = "NAME@VERSION|FILE [flags]",
      .examples =
          "  pkgrepo install app@1.0.0 --namespace apps --values values.yaml | kubectl apply -f -\n"
          "  pkgrepo install app@1.0.0 --rights cluster-admin                      # everything, in place of what suffices\n"
          "  pkgrepo rbac app@1.0.0 app@1.1.0 -n apps | pkgrepo install app@1.1.0 -n apps --rbac -",
      .takes_arguments = true};
  FlagSet& flags = command.flags;
  flags.String(&options->name_space, "namespace", 'n', "Install in `NAMESPACE` (default: the file's, else default)");
  flags.String(&options->name, "name", 0, "Name the PackageInstall `NAME` (default: the file's, else the package's)");
  flags.StringArray(&options->values, "values", 0,
                    "Install with the values in `FILE`, overlaid on those of the file; may be repeated");
  flags.String(&options->file, "file", 'f', "Read fields of the PackageInstall from `FILE`");
  flags.String(&options->constraints, "constraints", 0,
               "Install a version that meets `CONSTRAINTS`, as this one does (default: this one)");
  flags.String(&options->service_account, "service-account", 0,
               "Use the rights of the ServiceAccount `NAME`, which is there (default: one of its own)");
  flags.String(&options->rights, "rights", 0,
               "Give its ServiceAccount the rights `EXTENT`: needed, cluster-admin, or none, if others give it any "
               "(default: the file's, else needed)");
  flags.String(&options->roles, "roles", 0, "To make roles, hold what they grant or escalate, as `WAY` says");
  flags.String(&options->rbac, "rbac", 0,
               "Print the documents in `FILE` (- is standard input), the ServiceAccount with its rights, in place of "
               "those that are derived");
  flags.String(&options->form, "as", 0, "Print a resource of `KIND`: PackageInstall, App or InstalledPackage");
  flags.String(&options->build, "build", 0, "Take versions from build folder `FOLDER` (default: the current one, else build)");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
