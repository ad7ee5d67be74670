#include "go/eval_symlinks.h"

#include <deque>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::go {
namespace {

constexpr int kMaxLinks = 255;

// Puts the parts of `path` ahead of what is left to walk.
void Prepend(std::deque<std::string>& parts, const std::string& path) {
  const std::vector<std::string_view> more = Split(path, '/');
  parts.insert(parts.begin(), more.begin(), more.end());
}

// `resolved` less its last name. Where that has none to give up, ".." is added and stays: only the end cleans the path.
std::string Parent(const std::string& resolved) {
  const size_t slash = resolved.rfind('/');
  const size_t first_name = resolved.starts_with('/') ? 1 : 0;
  if (slash == resolved.npos || slash < first_name || resolved.substr(slash + 1) == "..")
    return JoinPath(resolved, "..");
  return resolved.substr(0, slash);
}

}  // namespace

std::string EvalSymlinks(const FileSystem& disk, const std::string& path) {
  std::string resolved = path.substr(0, 1) == "/" ? "/" : "";
  std::deque<std::string> parts;
  Prepend(parts, path);
  for (int links = 0; !parts.empty();) {
    const std::string part = parts.front();
    parts.pop_front();
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      resolved = Parent(resolved);
      continue;
    }
    const std::string next = JoinPath(resolved, part);
    const std::optional<FileInfo> info = disk.Stat(next);
    if (!info) throw Error("lstat " + next + ": no such file or directory");
    if (!info->is_symlink()) {
      if (!info->is_directory() && !parts.empty()) throw Error("not a directory");
      resolved = next;
      continue;
    }
    if (++links > kMaxLinks) throw Error("EvalSymlinks: too many links");
    const std::string target = disk.ReadSymlink(next);
    if (target.substr(0, 1) == "/") resolved = "/";
    Prepend(parts, target);
  }
  return CleanPath(resolved);
}

}  // namespace pkgrepo::go
