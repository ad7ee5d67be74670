// The values that a project itself gives to entries of CMakeCache.txt, by set(… CACHE …) and option(). The file does not tell
// them from those of a user, so they are taken from what CMake says that it does while it configures.
//
//   cmake … --trace-expand --trace-format=json-v1 --trace-redirect=trace.json
//   const CacheDefaults defaults = ParseCacheDefaults(disk.ReadFile("trace.json"));
//   if (!IsDefault(entry, defaults)) …  // the user has given it
//
// https://cmake.org/cmake/help/v3.24/manual/cmake.1.html#cmdoption-cmake-trace-format

#ifndef PKGREPO_PACKAGING_CACHE_DEFAULTS_H_
#define PKGREPO_PACKAGING_CACHE_DEFAULTS_H_

#include <map>
#include <string>
#include <string_view>

#include "packaging/cmake_cache.h"

namespace pkgrepo::packaging {

// By the name of the entry.
using CacheDefaults = std::map<std::string, std::string, std::less<>>;

// `trace` has a JSON object a line. Of several defaults the first counts, as in CMake, and the last that has FORCE. Throws
// Error for anything else.
CacheDefaults ParseCacheDefaults(std::string_view trace);

// Whether the entry has the value that it has where nobody gives one.
bool IsDefault(const CMakeCache::Entry& entry, const CacheDefaults& defaults);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_CACHE_DEFAULTS_H_
