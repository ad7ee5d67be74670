#include "packaging/version_index.h"

namespace pkgrepo::packaging {

VersionIndex::VersionIndex(const PackageList& packages) {
  for (const auto& [name, versions] : packages) {
    for (const PackageVersion& version : versions) {
      versions_.try_emplace({name, version.folder}, &version);
      versions_.try_emplace({name, version.version}, &version);
    }
  }
}

const PackageVersion* VersionIndex::Find(const std::string& name, const std::string& version) const {
  const auto found = versions_.find({name, version});
  return found == versions_.end() ? nullptr : found->second;
}

}  // namespace pkgrepo::packaging
