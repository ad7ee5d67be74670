// The rights that an installed package needs (kube/rbac/derivation.h), from manifests in files or from what is rendered of a
// version.
//
//   PackageRights rights({.name = "shop"});
//   rights.AddVersion("build/carvel/packages/shop/1.0.0", inputs);
//   out << rights.ToYaml();

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
#include "packaging/step_inputs.h"

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
  void AddVersion(const std::string& folder, StepInputs& inputs, const std::vector<std::string>& cases = {});

  // What a Package says of how to deploy. Throws Error if another one says something else.
  void AddDeployment(const std::string& file, const std::string& text);

  // For the head of ToYaml(): what the manifests do not tell.
  void AddNote(std::string note) { notes_.push_back(std::move(note)); }

  // Throws Error naming all objects of kinds that are not known.
  kube::Derivation Derive();
  // What is needed for those that are.
  kube::Derivation DeriveKnown() { return kube::DeriveRights(objects_, installation_, kinds_); }

  // What Derive() gives as documents to apply: the ServiceAccount with its roles, headed by comments with what is to be known
  // about them.
  std::string ToYaml();

  const kube::Installation& installation() const { return installation_; }
  const kube::ResourceKinds& kinds() const { return kinds_; }

 private:
  void AddObject(nlohmann::json resource, const std::string& origin);

  kube::Installation installation_;
  kube::ResourceKinds kinds_;
  std::deque<nlohmann::json> resources_;
  std::vector<kube::InstalledObject> objects_;
  // The Package whose word on how to deploy counts; "" if there was none yet.
  std::string deploying_;
  std::vector<std::string> notes_;
};

// Of the objects that nothing is derived for, the kinds: "Widget of acme.example".
std::set<std::string> UnknownKinds(const kube::Derivation& derived);

// What a project says of kinds that others define: definitions.yaml beside its CMakeLists.txt, which need not be there.
std::string DefinitionsOfProject(const std::string& directory);
// The same of the project that is built there; "" if the folder has no CMakeCache.txt that names it.
std::string ProjectDefinitions(const BuildTree& tree, const FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PACKAGE_RIGHTS_H_
