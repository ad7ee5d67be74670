#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <random>

#include "base/error.h"
#include "base/file_system.h"

namespace pkgrepo {
namespace {

constexpr int64_t kNanoseconds = 1000000000;

[[noreturn]] void Fail(const std::string& doing, const std::string& path) {
  const int code = errno;
  throw Error("cannot " + doing + " '" + path + "': " + std::strerror(code));
}

// Closes a descriptor at the end of a scope.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

FileInfo ToInfo(const struct stat& status) {
  FileInfo info;
  info.mode = status.st_mode & 07777;
  info.mtime = int64_t{status.st_mtim.tv_sec} * kNanoseconds + status.st_mtim.tv_nsec;
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

std::optional<FileInfo> StatWith(int (*call)(const char*, struct stat*), const std::string& path) {
  struct stat status {};
  if (call(path.c_str(), &status) == 0) return ToInfo(status);
  if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
  Fail("look at", path);
}

bool WriteAll(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

// A name beside `path` that no other writer uses, in this process or another. Not made of the process's id: containers
// that share a folder have equal ones, and a file that a killed writer has left would be in the way of the next.
std::string TemporaryName(const std::string& path) {
  std::random_device random;
  return JoinPath(DirName(path), "." + std::string(BaseName(path)).substr(0, 200) + "." +
                                     std::to_string(random()) + "." + std::to_string(random()) + ".tmp");
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
  const Descriptor device(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (device.get() < 0 || !WriteAll(device.get(), content)) Fail("write", path);
}

}  // namespace

std::optional<FileInfo> RealFileSystem::Stat(const std::string& path) const {
  return StatWith(::lstat, path);
}

std::optional<FileInfo> RealFileSystem::StatFollowing(const std::string& path) const {
  return StatWith(::stat, path);
}

std::string RealFileSystem::ReadFile(const std::string& path) const {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) Fail("read", path);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) Fail("read", path);
  // One byte more than the size, so that the end of a regular file is seen without growing.
  std::string content(static_cast<size_t>(std::max<off_t>(status.st_size, 0)) + 1, '\0');
  size_t size = 0;
  while (true) {
    if (size == content.size()) content.resize(content.size() * 2 + 4096);
    const ssize_t count = ::read(file.get(), content.data() + size, content.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) Fail("read", path);
    if (count == 0) break;
    size += static_cast<size_t>(count);
  }
  content.resize(size);
  return content;
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
    if (target && there->is_symlink()) return WriteFile(std::filesystem::canonical(path), content, mode);
  }
  MakeDirectories(std::string(DirName(path)));
  const std::string temporary = TemporaryName(path);
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) Fail("write", path);
  const int failed = WriteAll(file, content) ? 0 : errno;
  const bool closed = ::close(file) == 0;  // some file systems say only here that they are full
  if (failed != 0) errno = failed;
  if (failed != 0 || !closed || ::rename(temporary.c_str(), path.c_str()) != 0) {
    const int code = errno;
    ::unlink(temporary.c_str());
    errno = code;
    Fail("write", path);
  }
}

std::vector<std::string> RealFileSystem::ListDirectory(const std::string& path) const {
  DIR* directory = ::opendir(path.c_str());
  if (directory == nullptr) Fail("list", path);
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(directory)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  ::closedir(directory);
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
