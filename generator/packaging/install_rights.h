// What an install (packaging/install_declaration.h) needs of the package versions that it may choose: that they take its
// values, and rights for its ServiceAccount.
//
//   const InstallPlan plan{.declaration = declaration, .versions = {version}, .layout = "registry"};
//   const std::vector<RenderedCase> rendered = RenderInstall(plan, inputs);
//   out << MakeInstall(input).ToYaml(GrantRights(plan, rendered, tree, inputs));
//
// The rights are those that `pkgrepo rbac` prints of the versions that its spec.packageRef may choose: of the manifests with the
// values of the install, or, where it has none, with all values cases. What a cluster has installed before can be named. Who
// wants another ServiceAccount, everything or nothing has to say so.

#ifndef PKGREPO_PACKAGING_INSTALL_RIGHTS_H_
#define PKGREPO_PACKAGING_INSTALL_RIGHTS_H_

#include <string>
#include <vector>

#include "packaging/build_tree.h"
#include "packaging/install_declaration.h"
#include "packaging/rendered_cases.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

// A package version of the build.
struct InstalledVersion {
  std::string name;
  std::string version;
  // Of its results. Nothing is rendered there if the Package has its content from elsewhere.
  std::string folder;
  // Where the Package comes from, and the Package.
  std::string file;
  std::string package;
  // Its bundle by digest; "" without one.
  std::string image;
};

struct InstallPlan {
  // With a name and a namespace.
  InstallDeclaration declaration;
  // Those that it may choose.
  std::vector<InstalledVersion> versions;
  // The embedded registry, which has the bundles.
  std::string layout;
  // As of PackageRights::AddDefinitions(), if it is there.
  std::string definitions = {};
};

// The manifests of each version of which anything is rendered, with the values of the install. Throws Error with the line of
// the declaration and the message of ytt or helm if one refuses them. Where a cluster has further values (spec.values), it
// cannot be told: then there are none.
std::vector<RenderedCase> RenderInstall(const InstallPlan& plan, StepInputs& inputs);

// Documents with the ServiceAccount and its rights, for InstallResources::ToYaml(); "" if the declaration says that others give
// it rights, or uses those of another. Throws Error with the line of the declaration if they cannot be told.
std::string GrantRights(const InstallPlan& plan, const std::vector<RenderedCase>& rendered, const BuildTree& tree,
                        StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_INSTALL_RIGHTS_H_
