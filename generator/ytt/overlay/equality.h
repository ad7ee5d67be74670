// Whether a piece of YAML contains another one: what overlay.subset() and overlay/assert ask.

#ifndef PKGREPO_YTT_OVERLAY_EQUALITY_H_
#define PKGREPO_YTT_OVERLAY_EQUALITY_H_

#include <string>

#include "yaml/node.h"

namespace pkgrepo::ytt {

// Empty if `left` has all that `right` has: the keys of its maps, the leading items of its arrays, and equal
// scalars of the same type (1 is not 1.0). Else what differs, "Expected map, but was integer".
std::string FindDifference(const yaml::Value& left, const yaml::Value& right);

// Whether two map keys or other scalars are the same, type included.
bool SameScalar(const yaml::Value& left, const yaml::Value& right);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_OVERLAY_EQUALITY_H_
