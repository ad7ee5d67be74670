// What installs a package version in a cluster: a ServiceAccount, a Secret with values, and the resource that
// kapp-controller acts upon.
//
//   const InstallResources resources = MakeInstall({.declaration = declaration, .package = package, .values = texts});
//   out << resources.ToYaml();
//
// Names are those of kctrl: NAME-NAMESPACE-sa, NAME-NAMESPACE-values. The rights of the ServiceAccount are not part of
// this: packaging/install_rights.h gives them.
//
// https://carvel.dev/kapp-controller/docs/latest/packaging/#packageinstall-cr

#ifndef PKGREPO_PACKAGING_INSTALL_RESOURCES_H_
#define PKGREPO_PACKAGING_INSTALL_RESOURCES_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "packaging/install_declaration.h"

namespace pkgrepo::packaging {

enum class InstallForm {
  kPackageInstall,    // packaging.carvel.dev/v1alpha1
  kApp,               // kappctrl.k14s.io/v1alpha1: for clusters without the Package
  kInstalledPackage,  // install.package.carvel.dev/v1alpha1: of the first releases with packages
};

struct InstallInput {
  // With a name and a namespace.
  InstallDeclaration declaration;
  // A Package of data.packaging.carvel.dev/v1alpha1.
  nlohmann::json package;
  // The content of each file of values, in the order in which they are overlaid.
  std::vector<std::string> values = {};
  InstallForm form = InstallForm::kPackageInstall;
};

struct InstallResources {
  // Null if the declaration says whose rights are used.
  nlohmann::json account;
  // Null without values.
  nlohmann::json values;
  nlohmann::json install;

  // Documents to apply. `rights` are documents with the ServiceAccount and its rights, to stand in place of the account
  // alone; may be empty.
  std::string ToYaml(const std::string& rights = "") const;
};

// Throws Error, with file and line if the declaration is of a file: for what an API server or kapp-controller would refuse,
// for constraints that do not choose the Package's version, and for values that are too long for a Secret.
InstallResources MakeInstall(const InstallInput& input);

// Why the PackageInstall would not take this version of its package if there were no other; "" if it would.
std::string WhyNotChosen(const nlohmann::json& install, const nlohmann::json& package);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_INSTALL_RESOURCES_H_
