#include "packaging/cmake_cache.h"

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::packaging {

CMakeCache::CMakeCache(const std::string& build, const FileSystem& files)
    : file_(JoinPath(build, "CMakeCache.txt")) {
  if (!files.IsFile(file_)) {
    throw Error("'" + build + "' is no build tree: it has no CMakeCache.txt")
        .Hint("name the folder that cmake -B was given");
  }
  text_ = files.ReadFile(file_);
}

std::string CMakeCache::Get(std::string_view name) const {
  for (const std::string_view line : SplitLines(text_)) {
    if (!line.starts_with(name) || !line.substr(name.size()).starts_with(':')) continue;
    const size_t value = line.find('=');
    if (value != std::string_view::npos) return std::string(line.substr(value + 1));
  }
  throw Error("it has no entry " + std::string(name)).At({.file = file_}).Hint("run cmake again");
}

std::vector<CMakeCache::Entry> CMakeCache::Entries() const {
  std::vector<Entry> entries;
  for (const std::string_view line : SplitLines(text_)) {
    if (line.empty() || line[0] == '#' || line[0] == '/' || line[0] == '"') continue;
    const size_t colon = line.find(':');
    const size_t equals = line.find('=', colon);
    if (colon == std::string_view::npos || equals == std::string_view::npos) continue;
    std::string_view value = line.substr(equals + 1);
    // CMake quotes what begins or ends with a blank.
    if (value.size() > 1 && value.front() == '\'' && value.back() == '\'') value = value.substr(1, value.size() - 2);
    entries.push_back({.name = std::string(line.substr(0, colon)),
                       .type = std::string(line.substr(colon + 1, equals - colon - 1)),
                       .value = std::string(value)});
  }
  return entries;
}

std::string DefaultBuild(const FileSystem& files) { return files.IsFile("CMakeCache.txt") ? "." : "build"; }

}  // namespace pkgrepo::packaging
