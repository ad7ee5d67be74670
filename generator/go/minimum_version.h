// `minimumRequiredVersion` in the configurations of kbld and vendir.
//
//   RequireMinimumVersion("kbld", "0.42.0", config.minimum_version);
//
// The minimum is one to any number of numbers with dots between, perhaps with a prerelease, and further constraints
// may follow after commas: "0.8", "1.0.0-rc.1", "0.8, != 0.9.1, ~> 0.9".
//
// Follows https://github.com/hashicorp/go-version v1.6.0, texts of errors included.

#ifndef PKGREPO_GO_MINIMUM_VERSION_H_
#define PKGREPO_GO_MINIMUM_VERSION_H_

#include <string>

namespace pkgrepo::go {

// Throws Error if `version`, a release, does not satisfy `minimum`, or if that is malformed. An empty minimum asks for
// nothing.
void RequireMinimumVersion(const std::string& tool, const std::string& version, const std::string& minimum);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_MINIMUM_VERSION_H_
