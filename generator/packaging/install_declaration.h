// What is to be installed of a package, and how: an entry of `installs` in a repository file, or a file for
// `pkgrepo install`.
//
//   package: contour                  # by its name in the project; not for `pkgrepo install`
//   version: 1.22.3                   # default: the only one that there is
//   name: ingress                     # of the PackageInstall; default: the package's name
//   namespace: apps                   # default: that of the repository
//   labels: {acme.example.com/team: net}
//   annotations: {}
//   values: [contour-values.yaml]     # files, relative to this one: they become a Secret
//   rights: {}                        # of its own ServiceAccount; default: the smallest (packaging/install_rights.h)
//   spec:                             # any field of a PackageInstall, or of an App if that is asked for
//     syncPeriod: 30m
//     serviceAccountName: installer   # default: one of its own, NAME-NAMESPACE-sa, with `rights`
//     packageRef: {versionSelection: {constraints: ">=1.22.0 <2.0.0"}}   # default: exactly the version
//
// https://carvel.dev/kapp-controller/docs/latest/packaging/#packageinstall-cr

#ifndef PKGREPO_PACKAGING_INSTALL_DECLARATION_H_
#define PKGREPO_PACKAGING_INSTALL_DECLARATION_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kube/rbac/installation.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {

// Of the ServiceAccount that an install has for itself.
//
//   rights: cluster-admin             # everything; none: others give it rights
//   rights:                           # what the manifests need, as `pkgrepo rbac` derives it
//     roles: escalate                 # to make roles, escalate; default: hold what they grant
//     cases: [default]                # with these values cases, too; without values of the install, with these alone
//     from: [1.21.0]                  # versions that were installed before, whose objects it has to delete
//     existingNamespaces: [apps]      # made by the package, and there ahead all the same
struct InstallRights {
  enum class Extent { kNeeded, kClusterAdmin, kNone };
  Extent extent = Extent::kNeeded;
  kube::Installation::Roles roles = kube::Installation::Roles::kHold;
  std::vector<std::string> cases = {};
  std::vector<std::string> from = {};
  std::set<std::string> existing_namespaces = {};
};

// `text` is "needed", "cluster-admin" or "none"; nullopt for anything else.
std::optional<InstallRights::Extent> ParseRightsExtent(std::string_view text);
// "hold" or "escalate"; nullopt for anything else.
std::optional<kube::Installation::Roles> ParseRolesWay(std::string_view text);

// What is left out is empty; maps are objects.
struct InstallDeclaration {
  std::string package;
  std::string version;
  std::string name;
  std::string name_space;
  // labels, annotations
  nlohmann::json metadata = nlohmann::json::object();
  // Paths of files.
  std::vector<std::string> values = {};
  nlohmann::json spec = nlohmann::json::object();
  InstallRights rights = {};
  // Where it stands; nullopt if a command line says it.
  std::optional<ConfigNode> node = {};

  // Whether it says whose rights are used, so that it has no ServiceAccount of its own.
  bool HasAccount() const { return spec.contains("serviceAccountName") || spec.contains("cluster"); }
};

// `value` is what stands at `node`, as JSON. Throws Error with file and line for unknown keys and values of a wrong kind;
// what an API server would refuse of `spec` and of names is found in the resource (packaging/install_resources.h).
InstallDeclaration ReadInstallDeclaration(const ConfigNode& node, const nlohmann::json& value,
                                          const std::string& file);

// A file with one of them, which names no package.
InstallDeclaration ParseInstallFile(const std::string& file, const std::string& text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_INSTALL_DECLARATION_H_
