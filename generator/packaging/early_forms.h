// The forms of Package and PackageRepository in the first releases of kapp-controller with packages (0.17, 0.18), for
// clusters that have these: a stage says `api: package.carvel.dev/v1alpha1`.
//
//   packages/PUBLIC_NAME.VERSION.yml     Package of package.carvel.dev/v1alpha1, with publicName
//
// What they say of a package besides its names (displayName, description) comes from the PackageMetadata, which they do
// not have. Licenses, release notes, times, included software and the schema of the values are left out; what would make a
// package behave otherwise is refused.

#ifndef PKGREPO_PACKAGING_EARLY_FORMS_H_
#define PKGREPO_PACKAGING_EARLY_FORMS_H_

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "packaging/config_node.h"

namespace pkgrepo::packaging {

inline constexpr const char* kEarlyApi = "package.carvel.dev/v1alpha1";
inline constexpr const char* kEarlyInstallApi = "install.package.carvel.dev/v1alpha1";

// The Package that people have written, for the one at a path; nullopt if they have written none.
using FindWritten = std::function<std::optional<ConfigNode>(const std::string& path)>;

// `package` and `metadata` in their present forms, as one. Throws Error for what the early form has no field for, with the
// line where it is written, else that in `path`, which has the Package.
std::string ToEarlyPackage(const std::string& path, const std::string& package, const std::string& metadata,
                           const FindWritten& find_written = {});

// The files of a repository bundle by path (packaging/stage_bundle.h), in their early forms.
std::map<std::string, std::string> ToEarlyBundle(const std::map<std::string, std::string>& files,
                                                 const FindWritten& find_written = {});

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_EARLY_FORMS_H_
