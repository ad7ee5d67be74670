// What CMake keeps of a build folder in CMakeCache.txt: an entry a line, NAME:TYPE=VALUE.
//
//   const CMakeCache cache("build", disk);
//   std::string source = cache.Get("CMAKE_HOME_DIRECTORY");

#ifndef PKGREPO_PACKAGING_CMAKE_CACHE_H_
#define PKGREPO_PACKAGING_CMAKE_CACHE_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace pkgrepo::packaging {

class CMakeCache {
 public:
  // Throws Error if `build` is no folder in which CMake builds.
  CMakeCache(const std::string& build, const FileSystem& files);

  // Throws Error if there is no such entry.
  std::string Get(std::string_view name) const;

  struct Entry {
    std::string name;
    std::string type;  // "STRING"
    std::string value;
  };
  // All but those whose names cannot stand on a command line.
  std::vector<Entry> Entries() const;

 private:
  std::string file_;
  std::string text_;
};

// The folder that a user in the source tree, or in the build folder itself, will mean.
std::string DefaultBuild(const FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_CMAKE_CACHE_H_
