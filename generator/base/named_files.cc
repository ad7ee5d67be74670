#include "base/named_files.h"

#include "base/error.h"

namespace pkgrepo {
namespace {

[[noreturn]] void Fail(const char* doing, const std::string& path, const char* reason) {
  throw Error(std::string(doing) + " " + path + ": " + reason);
}

// Whether something that is not a folder stands where a folder has to be.
bool IsBelowFile(const FileSystem& files, const std::string& path) {
  for (std::string above(DirName(path)); above != "." && above != "/"; above = DirName(above)) {
    if (const auto info = files.StatFollowing(above)) return !info->is_directory();
  }
  return false;
}

}  // namespace

std::string ReadNamedFile(const FileSystem& files, const std::string& path) {
  const auto info = files.StatFollowing(path);
  if (!info) Fail("open", path, IsBelowFile(files, path) ? "not a directory" : "no such file or directory");
  if (info->is_directory()) Fail("read", path, "is a directory");
  return files.ReadFile(path);
}

void CheckNamedOutput(const FileSystem& files, const std::string& path) {
  if (files.IsDirectory(path)) Fail("open", path, "is a directory");
  if (IsBelowFile(files, path)) Fail("open", path, "not a directory");
  // A link to a descriptor of this process, as in "/dev/fd/63", stands in no folder that could be written to.
  if (!files.StatFollowing(path) && !files.IsDirectory(std::string(DirName(path)))) {
    Fail("open", path, "no such file or directory");
  }
}

void WriteNamedFile(FileSystem& files, const std::string& path, std::string_view content, uint32_t mode) {
  CheckNamedOutput(files, path);
  files.WriteFile(path, content, mode);
}

}  // namespace pkgrepo
