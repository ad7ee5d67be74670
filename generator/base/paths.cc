// Path arithmetic of base/file_system.h.

#include <unistd.h>

#include <climits>
#include <cstring>

#include "base/error.h"
#include "base/file_system.h"
#include "base/strings.h"

namespace pkgrepo {
namespace {

// Whether `path` has names alone, so that it is clean as it is.
bool IsOfNames(std::string_view path) {
  for (size_t begin = path.starts_with('/') ? 1 : 0;;) {
    const size_t end = path.find('/', begin);
    const std::string_view name = path.substr(begin, end - begin);
    if (name.empty() || name == "." || name == "..") return false;
    if (end == std::string_view::npos) return true;
    begin = end + 1;
  }
}

}  // namespace

std::string JoinPath(std::string_view directory, std::string_view name) {
  if (directory.empty() || name.starts_with('/')) return std::string(name);
  if (name.empty()) return std::string(directory);
  std::string path(directory);
  if (path.back() != '/') path += '/';
  path += name;
  return path;
}

std::string_view BaseName(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view DirName(std::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string CleanPath(std::string_view path) {
  if (IsOfNames(path)) return std::string(path);
  const bool absolute = path.starts_with('/');
  std::vector<std::string> kept;
  for (std::string_view part : Split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      kept.emplace_back(part);
    } else if (!kept.empty() && kept.back() != "..") {
      kept.pop_back();
    } else if (!absolute) {
      kept.emplace_back(part);
    }
  }
  std::string clean = (absolute ? "/" : "") + Join(kept, "/");
  return clean.empty() ? "." : clean;
}

bool IsLocalPath(std::string_view path) {
  if (path.empty() || path.starts_with('/')) return false;
  const std::string clean = CleanPath(path);
  return clean != ".." && !clean.starts_with("../");
}

bool IsInside(std::string_view path, std::string_view directory) {
  if (directory == "." || directory == "/") return true;
  return path.starts_with(directory) && (path.size() == directory.size() || path[directory.size()] == '/');
}

std::string AbsolutePath(std::string_view path) {
  if (path.starts_with('/')) return CleanPath(path);
  char directory[PATH_MAX];
  if (getcwd(directory, sizeof directory) == nullptr) {
    throw Error(std::string("cannot tell the working directory: ") + std::strerror(errno));
  }
  return CleanPath(JoinPath(directory, path));
}

}  // namespace pkgrepo
