#include "net/file_body.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace pkgrepo::net {

FileBody::FileBody(const std::string& path, int64_t offset, int64_t size)
    : path_(path), offset_(offset), size_(size), fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (fd_ < 0) throw Error("Opening '" + path + "': " + std::strerror(errno));
}

FileBody::~FileBody() { close(fd_); }

size_t FileBody::Read(int64_t offset, char* buffer, size_t size) const {
  const auto room = static_cast<size_t>(std::min(static_cast<int64_t>(size), size_ - offset));
  if (room == 0) return 0;
  for (;;) {
    const ssize_t count = pread(fd_, buffer, room, offset_ + offset);
    if (count > 0) return static_cast<size_t>(count);
    if (count == 0) throw Error("'" + path_ + "' is shorter than it was");
    if (errno != EINTR) throw Error("Reading '" + path_ + "': " + std::strerror(errno));
  }
}

}  // namespace pkgrepo::net
