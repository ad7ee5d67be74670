// The versions of a list by what they are called, for many lookups; FindVersion() is for a single one.

#ifndef PKGREPO_PACKAGING_VERSION_INDEX_H_
#define PKGREPO_PACKAGING_VERSION_INDEX_H_

#include <map>
#include <string>
#include <utility>

#include "packaging/build_tree.h"

namespace pkgrepo::packaging {

class VersionIndex {
 public:
  // The list is kept and must outlive the object.
  explicit VersionIndex(const PackageList& packages);

  // By the Package's version or by the folder's; null if nothing is called so.
  const PackageVersion* Find(const std::string& name, const std::string& version) const;

 private:
  std::map<std::pair<std::string, std::string>, const PackageVersion*> versions_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_VERSION_INDEX_H_
