// rbac.yaml of all package versions of a build, beside their other results: made where it is older than what it follows from.

#ifndef PKGREPO_PACKAGING_ALL_RIGHTS_H_
#define PKGREPO_PACKAGING_ALL_RIGHTS_H_

#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "packaging/build_tree.h"

namespace pkgrepo::packaging {

struct AllRights {
  int written = 0;
  int fresh = 0;
  // "app 1.0.0", of which there are no manifests: they are not built, or their Package fetches something else.
  std::vector<std::string> without_manifests = {};
  // Of versions whose rights cannot be told.
  std::vector<Error> failures = {};
};

// Each is installed under its package's name, in namespace `default`. `definitions` is a file as of
// PackageRights::AddDefinitions(), if it is there. Throws Error if the tree is not configured.
AllRights WriteAllRights(const BuildTree& tree, const std::string& definitions, FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_ALL_RIGHTS_H_
