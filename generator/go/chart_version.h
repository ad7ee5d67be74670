// Versions of Helm charts, and what may stand for them in a vendir.yml: a version, or a constraint as Helm
// understands it.
//
//   ChartVersionFits("^1.2", "v1.3.0");       // true
//   ChartVersionFits("1.3.0", "v1.3.0");      // true: a leading 'v' is ignored
//   ChartVersionFits(">=1.2, <1.3 || 2.x", "1.3.0");  // false
//
// Comparisons are joined by blanks or commas (and) and by "||" (or). A prerelease fits only where the bound
// names one.
//
// Follows https://github.com/Masterminds/semver v3.2, which Helm 3 has for
// https://helm.sh/docs/chart_best_practices/dependencies/#versions

#ifndef PKGREPO_GO_CHART_VERSION_H_
#define PKGREPO_GO_CHART_VERSION_H_

#include <string>

namespace pkgrepo::go {

// Whether a lock with `version` is what `wanted` may have become; an empty `wanted` takes any. Throws Error if
// `wanted` is not a constraint.
bool ChartVersionFits(const std::string& wanted, const std::string& version);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_CHART_VERSION_H_
