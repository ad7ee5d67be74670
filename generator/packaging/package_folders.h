// Where one version of a package lies.

#ifndef PKGREPO_PACKAGING_PACKAGE_FOLDERS_H_
#define PKGREPO_PACKAGING_PACKAGE_FOLDERS_H_

#include <string>

#include "base/file_system.h"
#include "packaging/source_tree.h"

namespace pkgrepo::packaging {

struct PackageFolders {
  SourceTree source;
  // In the build tree: what the steps have made (packaging/build_tree.h).
  std::string output;

  // NAME-VERSION, with which the targets and tests of the version begin.
  std::string Target() const {
    return std::string(BaseName(DirName(output))) + "-" + std::string(BaseName(output));
  }
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PACKAGE_FOLDERS_H_
