// How the rights that a package needs (packaging/package_rights.h) differ between two of its forms: before and after a
// change, or between one version and the next.
//
//   const RightsDiff diff = DiffRights({"shop", "base/carvel/packages/shop/1.0.0"}, {"shop", "build/carvel/…"}, "", disk);
//   for (const std::string& line : diff.gained_lines) out << "now asks for " << line << "\n";

#ifndef PKGREPO_PACKAGING_RIGHTS_DIFF_H_
#define PKGREPO_PACKAGING_RIGHTS_DIFF_H_

#include <set>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "kube/rbac/right.h"

namespace pkgrepo::packaging {

struct RightsDiff {
  // The version that it is compared with, if that is another one; else "".
  std::string against = {};
  // What the later form needs and nothing of the earlier one gives, and the other way round.
  std::set<kube::Right> gained = {};
  std::set<kube::Right> lost = {};
  // The same in words, a line for each resource: "secrets in all namespaces: create, list".
  std::vector<std::string> gained_lines = {};
  std::vector<std::string> lost_lines = {};
  // What could not be compared; else "".
  std::string note = {};

  bool IsEmpty() const { return gained.empty() && lost.empty() && note.empty(); }
};

// A version that is built: its package's name, and the folder of its results.
struct BuiltVersion {
  std::string name;
  std::string folder;
};

// With all values cases of both. `definitions` is a file as of PackageRights::AddDefinitions(), if it is there. Empty if one
// of them has no manifests. Throws Error for wrong definitions alone: rights that cannot be told are a note.
RightsDiff DiffRights(const BuiltVersion& before, const BuiltVersion& after, const std::string& definitions,
                      FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_RIGHTS_DIFF_H_
