// How much of a document may come from aliases before it is refused, as in Go's YAML libraries
// (https://pkg.go.dev/gopkg.in/yaml.v3): nearly all of a small one, a tenth of a huge one.

#ifndef PKGREPO_YAML_ALIAS_LIMIT_H_
#define PKGREPO_YAML_ALIAS_LIMIT_H_

#include <algorithm>
#include <cstdint>

namespace pkgrepo::yaml {

// The share, from 0.99 to 0.1, of `decoded` values.
inline double AllowedAliasRatio(uint64_t decoded) {
  constexpr double kFew = 400'000;
  constexpr double kMany = 4'000'000;
  return 0.99 - 0.89 * std::clamp((static_cast<double>(decoded) - kFew) / (kMany - kFew), 0.0, 1.0);
}

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_ALIAS_LIMIT_H_
