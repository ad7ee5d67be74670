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
//   spec:                             # any field of a PackageInstall, or of an App if that is asked for
//     syncPeriod: 30m
//     serviceAccountName: installer   # default: one of its own, NAME-NAMESPACE-sa
//     packageRef: {versionSelection: {constraints: ">=1.22.0 <2.0.0"}}   # default: exactly the version
//
// https://carvel.dev/kapp-controller/docs/latest/packaging/#packageinstall-cr

#ifndef PKGREPO_PACKAGING_INSTALL_DECLARATION_H_
#define PKGREPO_PACKAGING_INSTALL_DECLARATION_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "packaging/config_node.h"

namespace pkgrepo::packaging {

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
  // Where it stands; nullopt if a command line says it.
  std::optional<ConfigNode> node = {};
};

// `value` is what stands at `node`, as JSON. Throws Error with file and line for unknown keys and values of a wrong kind;
// what an API server would refuse of `spec` and of names is found in the resource (packaging/install_resources.h).
InstallDeclaration ReadInstallDeclaration(const ConfigNode& node, const nlohmann::json& value,
                                          const std::string& file);

// A file with one of them, which names no package.
InstallDeclaration ParseInstallFile(const std::string& file, const std::string& text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_INSTALL_DECLARATION_H_
