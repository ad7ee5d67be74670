#include "oci/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace pkgrepo::oci {
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

FileLock::FileLock(const std::string& path, Kind kind) : fd_(open(path.c_str(), kLockFlags, kLockMode)) {
  if (fd_ < 0) throw Error("Opening '" + path + "': " + std::strerror(errno));
  if (Lock(fd_, Operation(kind))) return;
  const int code = errno;
  close(fd_);
  throw Error("Locking '" + path + "': " + std::strerror(code));
}

std::optional<FileLock> FileLock::Try(const std::string& path, Kind kind) {
  FileLock lock(open(path.c_str(), kLockFlags, kLockMode));
  if (lock.fd_ < 0 || !Lock(lock.fd_, Operation(kind) | LOCK_NB)) return std::nullopt;
  return lock;
}

FileLock::~FileLock() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace pkgrepo::oci
