#include "vendir/partial_sync.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/error.h"
#include "base/file_system.h"

namespace pkgrepo::vendir {
namespace {

std::string ExpandHome(std::string_view path) {
  if (!path.starts_with('~')) return std::string(path);
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == '\0')
    throw Error("Expected HOME to be set, to expand '" + std::string(path) + "'");
  return CleanPath(std::string(home) + "/" + std::string(path.substr(1)));
}

// The path by which -d names the contents.
std::string PathOf(const Directory& directory, const Contents& contents) {
  return CleanPath(directory.path + "/" + contents.path);
}

Contents* FindContents(Config& config, const std::string& path) {
  for (Directory& directory : config.directories) {
    for (Contents& contents : directory.contents) {
      if (PathOf(directory, contents) == path) return &contents;
    }
  }
  return nullptr;
}

void ReplaceSource(Config& config, const DirectoryOverride& override_with) {
  Contents* found = FindContents(config, override_with.path);
  if (found == nullptr) {
    throw Error("Overriding '" + override_with.path +
                "' with local directory: Expected to match exactly one directory, but did not match any");
  }
  // What is local lies as it is to be used: it has no root path to change and keeps its mode.
  Contents local;
  local.path = found->path;
  local.lazy = found->lazy;
  local.directory = DirectorySource{override_with.local_directory};
  local.include_paths = found->include_paths;
  local.exclude_paths = found->exclude_paths;
  local.ignore_paths = found->ignore_paths;
  local.legal_paths = found->legal_paths;
  *found = std::move(local);
}

}  // namespace

DirectoryOverride DirectoryOverride::Parse(std::string_view text) {
  size_t equals = text.find('=');
  if (equals == text.npos) return {std::string(text), ""};
  return {std::string(text.substr(0, equals)), ExpandHome(text.substr(equals + 1))};
}

Config SelectContents(const Config& config, const std::vector<DirectoryOverride>& overrides) {
  Config changed = config;
  std::set<std::string> wanted;
  for (const DirectoryOverride& override_with : overrides) {
    if (!override_with.local_directory.empty()) ReplaceSource(changed, override_with);
    wanted.insert(override_with.path);
  }
  for (const DirectoryOverride& override_with : overrides) {
    if (FindContents(changed, override_with.path) == nullptr) {
      throw Error("Expected to match path '" + override_with.path + "' once, but did not match any");
    }
  }

  Config selected;
  selected.api_version = config.api_version;
  selected.kind = config.kind;
  for (Directory& directory : changed.directories) {
    std::erase_if(directory.contents,
                  [&](const Contents& contents) { return !wanted.contains(PathOf(directory, contents)); });
    if (!directory.contents.empty()) selected.directories.push_back(std::move(directory));
  }
  return selected;
}

}  // namespace pkgrepo::vendir
