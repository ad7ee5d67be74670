// The matchers of the overlay module: functions of (index or key, left, right) for by=.
//
//   starlark::Value by = MapKeyMatcher("name");    // what by="name" means, too
//
// They are called by the overlay engine, or by templates that combine matchers. Their errors start with their
// name, "overlay.map_key_matcher: Expected value to be map, but was integer".

#ifndef PKGREPO_YTT_OVERLAY_MATCHERS_H_
#define PKGREPO_YTT_OVERLAY_MATCHERS_H_

#include <string_view>
#include <vector>

#include "starlark/values/value.h"
#include "yaml/node.h"

namespace pkgrepo::ytt {

// overlay.index(number).
starlark::Value IndexMatcher(int64_t number);
// overlay.map_key(key): the maps whose `key` has the same scalar as that of the right side; maps and lists
// are never the same.
starlark::Value MapKeyMatcher(std::string_view key);
// overlay.subset(wanted): what contains all of `wanted` (equality.h).
starlark::Value SubsetMatcher(const yaml::Value& wanted);
// overlay.and_op, or_op, not_op of other matchers.
starlark::Value AndMatcher(std::vector<starlark::Value> matchers);
starlark::Value OrMatcher(std::vector<starlark::Value> matchers);
starlark::Value NotMatcher(const starlark::Value& matcher);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_OVERLAY_MATCHERS_H_
