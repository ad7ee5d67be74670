// Where one version of a package lies.

#ifndef PKGREPO_PACKAGING_PACKAGE_FOLDERS_H_
#define PKGREPO_PACKAGING_PACKAGE_FOLDERS_H_

#include <string>

#include "packaging/source_tree.h"

namespace pkgrepo::packaging {

struct PackageFolders {
  SourceTree source;
  // In the build tree: what the steps have made (packaging/build_tree.h).
  std::string output;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PACKAGE_FOLDERS_H_
