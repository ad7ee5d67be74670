// How long the steps of each package took, from the logs of Ninja.
//
//   BuildCosts costs;
//   AddCosts(text of build/.ninja_log, costs);    // {"app": 5230}

#ifndef PKGREPO_PACKAGING_BUILD_COSTS_H_
#define PKGREPO_PACKAGING_BUILD_COSTS_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace pkgrepo::packaging {

// By the package's name, all its versions together, in milliseconds; at least 1.
using BuildCosts = std::map<std::string, int64_t>;

// Adds what the log knows, the last run of each step. Of a package that is in `costs` already, the larger cost counts: a
// shard that does not build it may have a part of it from earlier. https://ninja-build.org/manual.html#ref_log
void AddCosts(std::string_view log, BuildCosts& costs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_BUILD_COSTS_H_
