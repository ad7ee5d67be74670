#include "net/file_body.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace pkgrepo::net {

FileBody::FileBody(const std::string& path, int64_t offset, int64_t size)
    : path_(path), offset_(offset), size_(size), file_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (!file_.is_open()) throw Error("Opening '" + path + "': " + std::strerror(errno));
}

size_t FileBody::Read(int64_t offset, char* buffer, size_t size) const {
  const auto room = static_cast<size_t>(std::min(static_cast<int64_t>(size), size_ - offset));
  if (room == 0) return 0;
  const ssize_t count = ReadSomeAt(file_.get(), buffer, room, offset_ + offset);
  if (count < 0) throw Error("Reading '" + path_ + "': " + std::strerror(errno));
  if (count == 0) throw Error("'" + path_ + "' is shorter than it was");
  return static_cast<size_t>(count);
}

}  // namespace pkgrepo::net
