// pkgrepo install: what to apply to a cluster to install a package version.

#include <memory>
#include <optional>
#include <ostream>

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
#include "packaging/named_version.h"
#include "packaging/package_resource.h"
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
  std::string rbac;
  std::string form = "PackageInstall";
};

packaging::InstallForm FormOf(const std::string& word) {
  if (word == "PackageInstall") return packaging::InstallForm::kPackageInstall;
  if (word == "App") return packaging::InstallForm::kApp;
  if (word == "InstalledPackage") return packaging::InstallForm::kInstalledPackage;
  throw UsageError("--as takes PackageInstall, App or InstalledPackage, not '" + word + "'");
}

struct PackageFile {
  // As the project calls the package; for a file, how its full name begins.
  std::string name;
  std::string path;
};

// "app@1.0.0" of the build, or the path of a Package.
PackageFile FindPackage(const std::string& argument, const std::string& build, const FileSystem& disk) {
  const std::optional<packaging::NamedVersion> named = packaging::ParseNamedVersion(argument);
  if (!named || disk.IsFile(argument)) return {.name = "", .path = argument};
  const packaging::BuildTree tree(JoinPath(build, packaging::kBuildTree));
  const std::string folder = packaging::FindResults(*named, tree, disk);
  const std::string path = JoinPath(folder, packaging::kPackageFile);
  if (!disk.IsFile(path)) {
    throw Error("package version " + named->name + " " + named->version + " is not built")
        .Hint("`cmake --build " + build + " --target " + named->name + "-" + std::string(BaseName(folder)) + "` builds it");
  }
  return {.name = named->name, .path = path};
}

nlohmann::json ReadPackage(const PackageFile& file, const FileSystem& disk) {
  const std::string text = packaging::DocumentOfKind(ReadNamedFile(disk, file.path), packaging::kPackageKind);
  packaging::CheckPackageResource(file.path, text, packaging::kPackageKind);
  packaging::ReadPackageIdentity(file.path, text);
  return yaml::ParseYamlAsJson(text, file.path);
}

// What the command line says takes the place of what the file says.
packaging::InstallDeclaration Declare(const InstallCommandOptions& options, const PackageFile& package,
                                      const std::string& ref_name, const FileSystem& disk) {
  packaging::InstallDeclaration install;
  if (!options.file.empty()) {
    install = packaging::ParseInstallFile(options.file, ReadNamedFile(disk, options.file));
  }
  if (!options.name.empty()) install.name = options.name;
  if (!options.name_space.empty()) install.name_space = options.name_space;
  if (install.name.empty()) install.name = package.name.empty() ? ref_name.substr(0, ref_name.find('.')) : package.name;
  if (install.name_space.empty()) install.name_space = "default";
  install.values.insert(install.values.end(), options.values.begin(), options.values.end());
  if (!options.service_account.empty()) install.spec["serviceAccountName"] = options.service_account;
  if (!options.constraints.empty()) {
    install.spec["packageRef"]["versionSelection"]["constraints"] = options.constraints;
  }
  return install;
}

int Run(const InstallCommandOptions& options, const Invocation& invocation) {
  if (invocation.arguments.size() != 1) throw UsageError("expected one package version, such as app@1.0.0");
  const RealFileSystem disk;
  packaging::InstallInput input{.declaration = {}, .package = {}, .form = FormOf(options.form)};
  const std::string build = options.build.empty() ? packaging::DefaultBuild(disk) : options.build;
  const PackageFile package = FindPackage(invocation.arguments[0], build, disk);
  input.package = ReadPackage(package, disk);
  input.declaration = Declare(options, package, input.package["spec"]["refName"], disk);
  for (const std::string& path : input.declaration.values) {
    input.values.push_back(ReadNamedFile(disk, path));
    packaging::CheckValuesFile(path, input.values.back());
  }
  const packaging::InstallResources resources = packaging::MakeInstall(input);
  std::string rbac;
  if (!options.rbac.empty()) {
    if (resources.account.is_null()) {
      throw UsageError("--rbac is of no use: the file names the ServiceAccount or cluster that is used");
    }
    rbac = packaging::ReadRights(options.rbac, ReadNamedFile(disk, options.rbac == "-" ? "/dev/stdin" : options.rbac),
                                 resources.account);
  }
  invocation.out << resources.ToYaml(rbac);
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
          "in a file: a ServiceAccount, a Secret with the values, and a PackageInstall, of exactly this version "
          "unless other constraints are given. --file has any other field of the PackageInstall "
          "(generator/packaging/install_declaration.h describes it).\n\n"
          "The ServiceAccount has no rights by itself: hand over those that `pkgrepo rbac` prints.\n\n"
          "As an App, what the Package holds is installed without the Package, which a cluster without its "
          "repository needs. An InstalledPackage is what the first releases of kapp-controller with packages "
          "had.",
      .usage = "NAME@VERSION|FILE [flags]",
      .examples =
          "  pkgrepo install app@1.0.0 --namespace apps --values values.yaml | kubectl apply -f -\n"
          "  pkgrepo rbac app@1.0.0 -n apps | pkgrepo install app@1.0.0 -n apps --rbac -",
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
  flags.String(&options->rbac, "rbac", 0,
               "Print the documents in `FILE` (- is standard input), the ServiceAccount with its rights, in place of "
               "the ServiceAccount alone");
  flags.String(&options->form, "as", 0, "Print a resource of `KIND`: PackageInstall, App or InstalledPackage");
  flags.String(&options->build, "build", 0, "Take versions from build folder `FOLDER` (default: the current one, else build)");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
