// `minimumRequiredVersion` of kbld's configurations.

#ifndef PKGREPO_KBLD_MINIMUM_VERSION_H_
#define PKGREPO_KBLD_MINIMUM_VERSION_H_

#include <string>
#include <string_view>

namespace pkgrepo::kbld {

// Throws Error with kbld's words if `minimum` is above `version`, or is no version ("1" and "0.30" are, "v1"
// is not). An empty minimum asks for nothing.
void RequireMinimumVersion(const std::string& minimum, std::string_view version);

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_MINIMUM_VERSION_H_
