// Which version of a package kapp-controller installs for a PackageInstall, of those that a cluster is offered.
//
//   VersionChoice choice = ChooseVersion(install, offered, {.kubernetes_version = "1.32.0"});
//   // choice.version is "1.22.3", choice.message is empty
//
// Follows https://carvel.dev/kapp-controller/docs/v0.53.x/packaging/#packageinstall, texts of errors included.

#ifndef PKGREPO_PACKAGING_VERSION_CHOICE_H_
#define PKGREPO_PACKAGING_VERSION_CHOICE_H_

#include <string>
#include <string_view>
#include <vector>

#include "go/semver.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {

// What a Package says of itself that its choice depends on. Constraints are empty where it has none.
struct OfferedVersion {
  std::string ref_name;
  std::string version;
  std::string kubernetes_constraints;
  std::string kapp_controller_constraints;
};

// What a PackageInstall asks for.
struct InstallRequest {
  std::string name;
  std::string ref_name;
  go::VersionSelection selection;
  // From its annotations.
  bool ignores_kubernetes_version = false;
  bool ignores_kapp_controller_version = false;
  bool is_downgradable = false;
  // From its status; empty for a new one.
  std::string last_attempted_version;
};

struct ClusterVersions {
  // Empty is unknown: then a package that asks for one is an Error.
  std::string kubernetes_version;
  std::string kapp_controller_version;
};

struct VersionChoice {
  // Empty if no version was chosen.
  std::string version;
  // status.conditions[].message, and status.usefulErrorMessage, if it is not installed.
  std::string message;
  std::string useful_message;
};

// `versionSelection` of a PackageInstall: {constraints, prereleases: {identifiers}}. Throws Error with file and line for
// other keys, and for constraints that no version could be held against.
go::VersionSelection ReadVersionSelection(const ConfigNode& node);

// Throw Error with file and line for what is missing.
OfferedVersion ReadOfferedVersion(const ConfigNode& package);
InstallRequest ReadInstallRequest(const ConfigNode& install);

// Throws Error if a Package's own constraints cannot be read, which would stop kapp-controller.
VersionChoice ChooseVersion(const InstallRequest& install, const std::vector<OfferedVersion>& offered,
                            const ClusterVersions& cluster);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_VERSION_CHOICE_H_
