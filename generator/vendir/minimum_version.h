// `minimumRequiredVersion` of configurations.

#ifndef PKGREPO_VENDIR_MINIMUM_VERSION_H_
#define PKGREPO_VENDIR_MINIMUM_VERSION_H_

#include <string>

namespace pkgrepo::vendir {

// Whether `version` ("0.40.0") is at least `minimum`: one to any number of numbers with dots between, perhaps
// with a prerelease and further constraints after commas ("0.8", "1.0.0-rc.1, < 2"). Throws Error("Malformed
// constraint: …").
bool MeetsMinimumVersion(const std::string& version, const std::string& minimum);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_MINIMUM_VERSION_H_
