#include "base/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace pkgrepo {
namespace {

constexpr int kLockFlags = O_RDWR | O_CREAT | O_CLOEXEC;
constexpr mode_t kLockMode = 0666;

int Operation(FileLock::Kind kind) { return kind == FileLock::Kind::kShared ? LOCK_SH : LOCK_EX; }

bool Lock(int fd, int operation) {
  while (flock(fd, operation) != 0) {
    if (errno != EINTR) return false;
  }
  return true;
}

}  // namespace

FileLock::FileLock(const std::string& path, Kind kind) : file_(open(path.c_str(), kLockFlags, kLockMode)) {
  if (!file_.is_open()) throw Error("Opening '" + path + "': " + std::strerror(errno));
  if (!Lock(file_.get(), Operation(kind))) throw Error("Locking '" + path + "': " + std::strerror(errno));
}

std::optional<FileLock> FileLock::Try(const std::string& path, Kind kind) {
  FileLock lock{FileDescriptor(open(path.c_str(), kLockFlags, kLockMode))};
  if (!lock.file_.is_open() || !Lock(lock.file_.get(), Operation(kind) | LOCK_NB)) return std::nullopt;
  return lock;
}

std::optional<FileLock> FileLock::OfFolder(const std::string& path) {
  FileLock lock{FileDescriptor(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))};
  if (!lock.file_.is_open() || !Lock(lock.file_.get(), LOCK_EX)) return std::nullopt;
  return lock;
}

}  // namespace pkgrepo
