// Where one version of a package lies.

#ifndef PKGREPO_PACKAGING_PACKAGE_FOLDERS_H_
#define PKGREPO_PACKAGING_PACKAGE_FOLDERS_H_

#include <string>

namespace pkgrepo::packaging {

struct PackageFolders {
  // In the source tree: package.yaml and test/.
  std::string source;
  // In the source tree: what becomes the bundle; most often SOURCE/bundle.
  std::string bundle;
  // In the build tree: what the steps have made.
  std::string output;
  // The file of the Package, where it is not SOURCE/package.yaml; may be empty.
  std::string package = {};
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PACKAGE_FOLDERS_H_
