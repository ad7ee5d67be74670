#include "vendir/symlinks.h"

#include <deque>

#include "base/error.h"
#include "base/file_system.h"
#include "base/strings.h"

namespace pkgrepo::vendir {
namespace {

constexpr int kMaxLinks = 255;

// The parts of a path yet to be walked, first one first.
class Remaining {
 public:
  // Puts `path` ahead of what remains.
  void Prepend(const std::string& path) {
    std::vector<std::string_view> parts = Split(path, '/');
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
      if (!part->empty() && *part != ".") parts_.emplace_front(*part);
    }
  }
  bool empty() const { return parts_.empty(); }
  std::string Take() {
    std::string part = std::move(parts_.front());
    parts_.pop_front();
    return part;
  }

 private:
  std::deque<std::string> parts_;
};

// One step up from a path without links; "" is the working directory.
std::string Parent(const std::string& path) {
  if (path == "/") return path;
  if (path.empty() || BaseName(path) == "..") return JoinPath(path, "..");
  size_t slash = path.rfind('/');
  if (slash == path.npos) return "";
  return slash == 0 ? "/" : path.substr(0, slash);
}

void CheckSymlink(const FileSystem& files, const std::string& link, const std::string& root) {
  std::string target = files.ReadSymlink(link);
  std::string path = target.starts_with('/') ? target : std::string(DirName(link)) + "/" + target;
  std::string resolved =
      WithContext("Unable to resolve symlink: ", [&] { return ResolveSymlinks(files, path); });
  resolved = AbsolutePath(resolved);
  if (!IsInside(resolved, root)) {
    throw Error("Invalid symlink found to outside parent directory: \"" + resolved + "\"");
  }
}

}  // namespace

std::string ResolveSymlinks(const FileSystem& files, const std::string& path) {
  Remaining remaining;
  remaining.Prepend(path);
  std::string resolved = path.starts_with('/') ? "/" : "";
  int links = 0;
  while (!remaining.empty()) {
    std::string part = remaining.Take();
    if (part == "..") {
      resolved = Parent(resolved);
      continue;
    }
    std::string next = JoinPath(resolved, part);
    std::optional<FileInfo> info = files.Stat(next);
    if (!info) throw Error("lstat " + next + ": no such file or directory");
    if (info->is_symlink()) {
      if (++links > kMaxLinks) throw Error("EvalSymlinks: too many links");
      std::string target = files.ReadSymlink(next);
      if (target.starts_with('/')) resolved = "/";
      remaining.Prepend(target);
      continue;
    }
    if (!info->is_directory() && !remaining.empty()) throw Error("not a directory");
    resolved = next;
  }
  return resolved.empty() ? "." : resolved;
}

bool LeadsInto(const FileSystem& files, const std::string& path, const std::string& directory) {
  std::string resolved = AbsolutePath(ResolveSymlinks(files, path));
  std::string root = AbsolutePath(ResolveSymlinks(files, directory));
  return IsInside(resolved, root);
}

void CheckSymlinks(const FileSystem& files, const std::string& directory) {
  std::string root = AbsolutePath(ResolveSymlinks(files, directory));
  for (const FileSystem::Entry& entry : files.Walk(directory)) {
    if (entry.info.is_symlink()) CheckSymlink(files, JoinPath(directory, entry.path), root);
  }
}

}  // namespace pkgrepo::vendir
