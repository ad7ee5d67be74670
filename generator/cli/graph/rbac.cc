// pkgrepo rbac: the rights that an installed package needs.

#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <utility>

#include "base/error.h"
#include "base/named_files.h"
#include "base/strings.h"
#include "cli/graph/commands.h"
#include "cli/graph/rights_format.h"
#include "kube/names.h"
#include "packaging/all_rights.h"
#include "packaging/build_tree.h"
#include "packaging/cmake_cache.h"
#include "packaging/install_declaration.h"
#include "packaging/named_version.h"
#include "packaging/package_rights.h"

namespace pkgrepo::cli {
namespace {

struct RbacOptions {
  std::string build;
  std::vector<std::string> cases;
  std::vector<std::string> definitions;
  std::vector<std::string> existing_namespaces;
  std::string name;
  std::string name_space = "default";
  std::string service_account;
  std::string default_namespace;
  std::string roles = "hold";
  bool explain = false;
  bool all = false;
};

bool IsYaml(std::string_view path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

// A file, or those of a folder that are YAML.
std::vector<std::string> FilesOf(const std::string& path, const FileSystem& disk) {
  if (!disk.IsDirectory(path)) return {path};
  std::vector<std::string> files;
  for (const std::string& name : disk.ListDirectory(path)) {
    if (IsYaml(name) && disk.IsFile(JoinPath(path, name))) files.push_back(JoinPath(path, name));
  }
  if (files.empty()) throw Error("there is no .yaml or .yml in it").At({.file = path});
  return files;
}

// A version of the build; nullopt for what names a file.
std::optional<packaging::NamedVersion> ParseVersion(const std::string& argument, const FileSystem& disk) {
  if (disk.IsFile(argument) || disk.IsDirectory(argument)) return std::nullopt;
  return packaging::ParseNamedVersion(argument);
}

kube::Installation InstallationOf(const RbacOptions& options, const std::string& name) {
  kube::Installation installation{
      .name = options.name.empty() ? name : options.name,
      .name_space = options.name_space,
      .service_account = options.service_account,
      .default_namespace = options.default_namespace,
      .existing_namespaces = {options.existing_namespaces.begin(), options.existing_namespaces.end()}};
  const std::optional<kube::Installation::Roles> roles = packaging::ParseRolesWay(options.roles);
  if (!roles) throw UsageError("--roles takes hold or escalate, not '" + options.roles + "'");
  installation.roles = *roles;
  if (installation.name.empty()) throw UsageError("--name is missing");
  const std::string account = installation.ServiceAccount();
  const std::pair<const char*, std::string> names[] = {{"name", installation.name},
                                                       {"service-account", account}};
  for (const auto& [flag, text] : names) {
    if (const kube::NameFault fault = kube::DnsSubdomainFault(text)) {
      throw UsageError("--" + std::string(flag) + ": '" + text + "' " + *fault);
    }
  }
  if (const kube::NameFault fault = kube::DnsLabelFault(installation.name_space)) {
    throw UsageError("--namespace: '" + installation.name_space + "' " + *fault);
  }
  return installation;
}

int WriteAll(const RbacOptions& options, const Invocation& invocation, RealFileSystem& disk) {
  const bool has_flags = std::ranges::any_of(invocation.flags.flags(), [&](const Flag& flag) {
    return flag.name != "all" && flag.name != "build" && invocation.flags.Changed(flag.name);
  });
  if (has_flags || !invocation.arguments.empty())
    throw UsageError("--all takes no other flag than --build, and no version");
  const packaging::BuildTree tree(JoinPath(options.build, packaging::kBuildTree));
  const packaging::AllRights all = packaging::WriteAllRights(tree, packaging::ProjectDefinitions(tree, disk), disk);
  invocation.out << "rbac.yaml: " << all.written << " written, " << all.fresh << " up to date\n";
  if (!all.without_manifests.empty()) {
    invocation.out << "without manifests: " << Join(all.without_manifests, ", ") << "\n";
  }
  for (const Error& error : all.failures) invocation.err << "pkgrepo: error: " << error.Render();
  return all.failures.empty() ? 0 : 1;
}

int Run(RbacOptions& options, const Invocation& invocation) {
  RealFileSystem disk;
  if (options.build.empty()) options.build = packaging::DefaultBuild(disk);
  if (options.all) return WriteAll(options, invocation, disk);
  if (invocation.arguments.empty())
    throw UsageError("expected manifests, or a package version such as app@1.0.0");
  const packaging::BuildTree tree(JoinPath(options.build, packaging::kBuildTree));
  const std::optional<packaging::NamedVersion> first = ParseVersion(invocation.arguments[0], disk);
  packaging::PackageRights rights(InstallationOf(options, first ? first->name : ""));
  for (const std::string& path : options.definitions) {
    for (const std::string& file : FilesOf(path, disk))
      rights.AddDefinitions(file, ReadNamedFile(disk, file));
  }
  packaging::StepInputs inputs(disk);
  bool has_version = false;
  for (const std::string& argument : invocation.arguments) {
    if (const std::optional<packaging::NamedVersion> named = ParseVersion(argument, disk)) {
      const std::string folder = packaging::FindResults(*named, tree, disk);
      WithContext(named->name + " " + named->version + ": ",
                  [&] { rights.AddVersion(folder, inputs, options.cases); });
      has_version = true;
      continue;
    }
    for (const std::string& file : FilesOf(argument, disk))
      rights.AddManifests(file, ReadNamedFile(disk, file));
  }
  if (!has_version && !options.cases.empty())
    throw UsageError("--case chooses among the cases of a version; none is named");
  if (has_version) {
    const std::string file = packaging::ProjectDefinitions(tree, disk);
    if (disk.IsFile(file)) rights.AddDefinitions(file, disk.ReadFile(file));
  }
  if (options.explain) {
    const kube::Derivation derived = rights.Derive();
    invocation.out << RightsExplained(derived, rights.kinds());
  } else {
    invocation.out << rights.ToYaml();
  }
  return 0;
}

}  // namespace

Command MakeRbacCommand() {
  auto options = std::make_shared<RbacOptions>();
  Command command{.name = "rbac",
                  .summary = "Print the rights that an installed package needs",
                  .description =
                      "Prints a ServiceAccount with the smallest roles by which kapp-controller can install "
                      "a package, wait for it, "
                      "change it and take it away. They follow from its manifests: of a version of the "
                      "build, with all its values "
                      "cases, or those in files and folders. Name several versions to get the rights for an "
                      "upgrade from one to "
                      "the other, since what the later one lacks is deleted with the rights of then.\n\n"
                      "Kinds that neither Kubernetes nor the package defines are refused, unless "
                      "--definitions, or definitions.yaml "
                      "in the folder of the project that is built, has their CustomResourceDefinitions; "
                      "group, scope and names suffice. "
                      "Comments at the head say what does not follow from manifests.\n\n"
                      "To make a role takes all that it grants. With --roles escalate it takes the right to "
                      "escalate instead, which "
                      "is shorter, and in effect gives all rights where a ClusterRole is made.",
                  .usage = "NAME@VERSION|FILE|FOLDER ... [flags]",
                  .examples =
                      "  pkgrepo rbac app@1.0.0 --namespace apps > rbac.yaml\n"
                      "  pkgrepo rbac app@1.0.0 app@1.1.0 --explain     # for an upgrade; which object needs "
                      "what, and why\n"
                      "  pkgrepo rbac manifests.yaml --name app --definitions crds/",
                  .takes_arguments = true};
  FlagSet& flags = command.flags;
  flags.String(&options->name, "name", 0, "Name the PackageInstall `NAME` (default: the package's)");
  flags.String(&options->name_space, "namespace", 'n', "Install in `NAMESPACE`");
  flags.String(&options->service_account, "service-account", 0,
               "Give the rights to the ServiceAccount `NAME` (default: NAME-NAMESPACE-sa)");
  flags.String(
      &options->default_namespace, "default-namespace", 0,
      "Objects without a namespace go to `NAMESPACE`, as with spec.defaultNamespace of the PackageInstall");
  flags.Strings(&options->existing_namespaces, "existing-namespace", 0,
                "The package makes `NAMESPACE`, which is there ahead all the same; may be repeated");
  flags.StringArray(&options->cases, "case", 0, "With the values of case `NAME` alone; may be repeated");
  flags.StringArray(
      &options->definitions, "definitions", 0,
      "Read CustomResourceDefinitions of other packages' kinds from `FILE` or a folder; may be repeated");
  flags.String(&options->roles, "roles", 0, "To make roles, hold what they grant or escalate, as `WAY` says");
  flags.Bool(&options->explain, "explain", 0, "Print which object needs which rights, and why");
  flags.String(&options->build, "build", 0,
               "Take versions from build folder `FOLDER` (default: the current one, else build)");
  flags.Bool(
      &options->all, "all", 0,
      "Write rbac.yaml beside the other results of each version of the build, where it is not up to date");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
