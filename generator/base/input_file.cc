#include "base/input_file.h"

#include <fcntl.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo {
namespace {

[[noreturn]] void ThrowNotRead(const char* doing, const std::string& path) {
  throw Error(std::string(doing) + " " + path + ": " + ToLower(std::strerror(errno)));
}

}  // namespace

InputFile::InputFile(std::string path)
    : path_(std::move(path)), descriptor_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (!descriptor_.is_open()) ThrowNotRead("open", path_);
}

size_t InputFile::Read(char* buffer, size_t room) const {
  const ssize_t count = ReadSome(descriptor_.get(), buffer, room);
  if (count < 0) ThrowNotRead("read", path_);
  return static_cast<size_t>(count);
}

}  // namespace pkgrepo
