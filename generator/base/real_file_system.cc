#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <memory>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "base/file_system.h"
#include "base/memory_budget.h"
#include "base/random_name.h"

namespace pkgrepo {
namespace {

constexpr int64_t kNanoseconds = 1000000000;

[[noreturn]] void Fail(const std::string& doing, const std::string& path) {
  const int code = errno;
  throw Error("cannot " + doing + " '" + path + "': " + std::strerror(code));
}

FileInfo ToInfo(const struct stat& status) {
  FileInfo info;
  info.mode = status.st_mode & 07777;
  info.mtime = int64_t{status.st_mtim.tv_sec} * kNanoseconds + status.st_mtim.tv_nsec;
  info.ctime = int64_t{status.st_ctim.tv_sec} * kNanoseconds + status.st_ctim.tv_nsec;
  info.inode = status.st_ino;
  if (S_ISREG(status.st_mode)) {
    info.type = FileInfo::Type::kFile;
    info.size = static_cast<uint64_t>(status.st_size);
  } else if (S_ISDIR(status.st_mode)) {
    info.type = FileInfo::Type::kDirectory;
  } else if (S_ISLNK(status.st_mode)) {
    info.type = FileInfo::Type::kSymlink;
  } else {
    info.type = FileInfo::Type::kOther;
  }
  return info;
}

struct DirectoryCloser {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

// Without any link in it. Precondition: what the path leads to is there.
std::string ResolveLinks(const std::string& path) {
  std::error_code code;
  std::filesystem::path target = std::filesystem::canonical(path, code);
  if (code) throw Error("cannot follow the link '" + path + "': " + code.message());
  return target.string();
}

std::optional<FileInfo> StatWith(int (*call)(const char*, struct stat*), const std::string& path) {
  struct stat status {};
  if (call(path.c_str(), &status) == 0) return ToInfo(status);
  if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
  Fail("look at", path);
}

// A name beside `path` that no other writer uses, in this process or another.
std::string TemporaryName(const std::string& path) {
  return JoinPath(DirName(path), "." + std::string(BaseName(path)).substr(0, 200) + "." + RandomName() + ".tmp");
}

// The descriptor of this process that "/dev/stdout", "/dev/fd/63" and the like stand for. Opening those anew would
// overwrite what the descriptor has written to a file, and replacing them would lose it.
std::optional<int> OwnDescriptor(const std::string& path) {
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    int number = -1;
    const auto [end, error] = std::from_chars(path.data() + folder.size(), path.data() + path.size(), number);
    if (error == std::errc() && end == path.data() + path.size() && number >= 0) return number;
  }
  return std::nullopt;
}

// "/dev/null" and pipes are written to, not replaced.
void WriteDevice(const std::string& path, std::string_view content) {
  FileDescriptor device(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!device.is_open() || !WriteAll(device.get(), content) || !device.Close()) Fail("write", path);
}

}  // namespace

std::optional<FileInfo> RealFileSystem::Stat(const std::string& path) const {
  return StatWith(::lstat, path);
}

std::optional<FileInfo> RealFileSystem::StatFollowing(const std::string& path) const {
  return StatWith(::stat, path);
}

std::string RealFileSystem::ReadFile(const std::string& path) const try {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) Fail("read", path);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) Fail("read", path);
  // One byte more than the size, so that the end of a regular file is seen without growing.
  std::string content(static_cast<size_t>(std::max<off_t>(status.st_size, 0)) + 1, '\0');
  size_t size = 0;
  while (true) {
    if (size == content.size()) content.resize(content.size() * 2 + 4096);
    const ssize_t count = ReadSome(file.get(), content.data() + size, content.size() - size);
    if (count < 0) Fail("read", path);
    if (count == 0) break;
    size += static_cast<size_t>(count);
  }
  content.resize(size);
  return content;
} catch (const std::bad_alloc&) {
  throw OutOfMemory("cannot read '" + path + "': ");
}

std::string RealFileSystem::ReadSymlink(const std::string& path) const {
  std::error_code code;
  std::filesystem::path target = std::filesystem::read_symlink(path, code);
  if (code) throw Error("cannot read the link '" + path + "': " + code.message());
  return target.string();
}

void RealFileSystem::WriteFile(const std::string& path, std::string_view content, uint32_t mode) {
  if (const std::optional<int> own = OwnDescriptor(path)) {
    if (!WriteAll(*own, content)) Fail("write", path);
    return;
  }
  const std::optional<FileInfo> there = Stat(path);
  if (there && !there->is_file()) {
    const std::optional<FileInfo> target = StatFollowing(path);
    if (target && target->type == FileInfo::Type::kOther) return WriteDevice(path, content);
    if (target && there->is_symlink()) return WriteFile(ResolveLinks(path), content, mode);
  }
  MakeDirectories(std::string(DirName(path)));
  const std::string temporary = TemporaryName(path);
  FileDescriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!file.is_open()) Fail("write", path);
  if (WriteAll(file.get(), content) && file.Close() && ::rename(temporary.c_str(), path.c_str()) == 0) return;
  const int code = errno;
  ::unlink(temporary.c_str());
  errno = code;
  Fail("write", path);
}

std::vector<std::string> RealFileSystem::ListDirectory(const std::string& path) const {
  const std::unique_ptr<DIR, DirectoryCloser> directory(::opendir(path.c_str()));
  if (directory == nullptr) Fail("list", path);
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(directory.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
    errno = 0;
  }
  if (errno != 0) Fail("list", path);
  std::sort(names.begin(), names.end());
  return names;
}

void RealFileSystem::MakeDirectories(const std::string& path, uint32_t mode) {
  if (path.empty() || IsDirectory(path)) return;
  MakeDirectories(std::string(path == "/" ? "" : DirName(path) == "." ? "" : DirName(path)), mode);
  if (::mkdir(path.c_str(), mode) != 0 && !(errno == EEXIST && IsDirectory(path)))
    Fail("make directory", path);
}

void RealFileSystem::MakeSymlink(const std::string& target, const std::string& path) {
  if (::symlink(target.c_str(), path.c_str()) != 0) Fail("make link", path);
}

void RealFileSystem::RemoveAll(const std::string& path) {
  std::error_code code;
  std::filesystem::remove_all(path, code);
  if (code) throw Error("cannot remove '" + path + "': " + code.message());
}

void RealFileSystem::Rename(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) Fail("move '" + from + "' to", to);
}

void RealFileSystem::SetMode(const std::string& path, uint32_t mode) {
  if (::chmod(path.c_str(), mode) != 0) Fail("set the mode of", path);
}

void RealFileSystem::SetModificationTime(const std::string& path, int64_t mtime) {
  const timespec times[] = {{.tv_sec = 0, .tv_nsec = UTIME_OMIT},
                            {.tv_sec = mtime / kNanoseconds, .tv_nsec = mtime % kNanoseconds}};
  if (::utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0) Fail("set the time of", path);
}

}  // namespace pkgrepo
