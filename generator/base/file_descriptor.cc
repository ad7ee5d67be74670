#include "base/file_descriptor.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace pkgrepo {
namespace {

// Makes `call` again as long as a signal interrupts it.
template <typename Call>
ssize_t Repeat(Call call) {
  ssize_t count = call();
  while (count < 0 && errno == EINTR) count = call();
  return count;
}

}  // namespace

FileDescriptor::~FileDescriptor() { Close(); }

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

bool FileDescriptor::Close() {
  if (!is_open()) return true;
  // Not repeated: an interrupted close() has freed the number, which may be another file's by now.
  return ::close(std::exchange(number_, -1)) == 0 || errno == EINTR;
}

bool WriteAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = Repeat([&] { return ::write(descriptor, bytes.data(), bytes.size()); });
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

bool WriteAllAt(int descriptor, std::string_view bytes, int64_t offset) {
  while (!bytes.empty()) {
    const ssize_t count = Repeat([&] { return ::pwrite(descriptor, bytes.data(), bytes.size(), offset); });
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
    offset += count;
  }
  return true;
}

ssize_t ReadSome(int descriptor, char* buffer, size_t room) {
  return Repeat([&] { return ::read(descriptor, buffer, room); });
}

ssize_t ReadSomeAt(int descriptor, char* buffer, size_t room, int64_t offset) {
  return Repeat([&] { return ::pread(descriptor, buffer, room, offset); });
}

}  // namespace pkgrepo
