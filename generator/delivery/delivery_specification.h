// What add_carvel_delivery() declares of an environment: which repository of package bundles it follows, by which policy, and how
// the package is installed there.
//
//   # Of add_carvel_delivery(dev) in /src/CMakeLists.txt
//   NAME dev
//   REPOSITORY ghcr.io/acme/hello-app-package
//   LOCK /src/dev.delivery.lock.yml
//   POLICY semver >=1.0.0 <2.0.0
//   TAGS ^1\.
//   PRERELEASES
//   VALUES /src/dev-values.yaml
//   NAMESPACE apps-dev
//   RIGHTS cluster-admin

#ifndef PKGREPO_DELIVERY_DELIVERY_SPECIFICATION_H_
#define PKGREPO_DELIVERY_DELIVERY_SPECIFICATION_H_

#include <string>
#include <string_view>
#include <vector>

#include "packaging/install_declaration.h"

namespace pkgrepo::delivery {

struct DeliverySpecification {
  std::string file;
  // The call of CMake, with its file.
  std::string call;
  std::string name;
  // In normal form.
  std::string repository;
  std::string lock;
  // A range of versions; "" is any version: the newest.
  std::string constraints = {};
  // A regular expression that tags have to match; "" is none.
  std::string tags = {};
  bool has_prereleases = false;
  std::vector<std::string> values = {};
  std::string name_space = "default";
  packaging::InstallRights rights = {};
  // "" is one of its own.
  std::string service_account = {};

  // As the lock has it: "semver >=1.0.0, tags ^1, pre-releases".
  std::string Policy() const;

  // Throws Error with the line, and the call of CMake, for a repository, policy or rights that are none.
  static DeliverySpecification Parse(const std::string& file, std::string_view text);
};

// Of the delivery to `environment`, which is declared in the same project as the one of `file`.
std::string SpecificationOf(const std::string& environment, const std::string& file);

}  // namespace pkgrepo::delivery

#endif  // PKGREPO_DELIVERY_DELIVERY_SPECIFICATION_H_
