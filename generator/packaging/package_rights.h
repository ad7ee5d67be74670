// The rights that an installed package needs (kube/rbac/derivation.h), from manifests in files or from what is rendered of a
// version.
//
//   PackageRights rights({.name = "shop"});
//   rights.AddVersion("build/carvel/packages/shop/1.0.0", disk);
//   const kube::Derivation derived = rights.Derive();

#ifndef PKGREPO_PACKAGING_PACKAGE_RIGHTS_H_
#define PKGREPO_PACKAGING_PACKAGE_RIGHTS_H_

#include <deque>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "kube/rbac/derivation.h"
#include "packaging/build_tree.h"

namespace pkgrepo::packaging {

class PackageRights {
 public:
  explicit PackageRights(kube::Installation installation) : installation_(std::move(installation)) {}

  // CustomResourceDefinitions of kinds that the package uses and others define. Throws Error with file and line for
  // anything else.
  void AddDefinitions(const std::string& file, const std::string& text);
  // `file` is named in messages. Throws Error for what is not YAML.
  void AddManifests(const std::string& file, const std::string& text);
  // The manifests of a version that is built, and what its Package says of how to deploy them; `folder` is in the build tree.
  // Of the values cases these; all if none is named. Throws Error if there is no such case, if nothing is rendered, and if
  // Packages say different things.
  void AddVersion(const std::string& folder, FileSystem& files, const std::vector<std::string>& cases = {});

  // Throws Error naming all objects of kinds that are not known.
  kube::Derivation Derive();
  // What is needed for those that are.
  kube::Derivation DeriveKnown() { return kube::DeriveRights(objects_, installation_, kinds_); }

  const kube::Installation& installation() const { return installation_; }
  const kube::ResourceKinds& kinds() const { return kinds_; }

 private:
  void AddObject(nlohmann::json resource, const std::string& origin);
  void AddDeployment(const std::string& file, const std::string& text);

  kube::Installation installation_;
  kube::ResourceKinds kinds_;
  std::deque<nlohmann::json> resources_;
  std::vector<kube::InstalledObject> objects_;
  // The Package whose word on how to deploy counts; "" if there was none yet.
  std::string deploying_;
};

// Of the objects that nothing is derived for, the kinds: "Widget of acme.example".
std::set<std::string> UnknownKinds(const kube::Derivation& derived);

// What the project that is built there says of kinds that others define: definitions.yaml beside its CMakeLists.txt. The
// file need not be there; "" if the folder has no CMakeCache.txt that names the project.
std::string ProjectDefinitions(const BuildTree& tree, const FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PACKAGE_RIGHTS_H_
