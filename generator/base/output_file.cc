#include "base/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo {
namespace {

int FlagsFor(OutputFile::Place place) {
  constexpr int kFlags = O_WRONLY | O_CREAT | O_CLOEXEC;
  switch (place) {
    case OutputFile::Place::kNew:
      return kFlags | O_EXCL | O_NOFOLLOW;
    case OutputFile::Place::kReplaced:
      return kFlags | O_TRUNC;
    case OutputFile::Place::kNoLink:
      break;
  }
  return kFlags | O_TRUNC | O_NOFOLLOW;
}

[[noreturn]] void ThrowNotWritten(const char* doing, const std::string& path) {
  throw Error(std::string(doing) + " " + path + ": " + ToLower(std::strerror(errno)));
}

}  // namespace

OutputFile::OutputFile(std::string path, Place place, uint32_t mode)
    : path_(std::move(path)), descriptor_(::open(path_.c_str(), FlagsFor(place), mode)) {
  if (!descriptor_.is_open()) ThrowNotWritten("open", path_);
}

void OutputFile::Write(std::string_view bytes) {
  if (!WriteAll(descriptor_.get(), bytes)) ThrowNotWritten("write", path_);
}

void OutputFile::WriteAt(std::string_view bytes, int64_t offset) {
  if (!WriteAllAt(descriptor_.get(), bytes, offset)) ThrowNotWritten("write", path_);
}

void OutputFile::SetTime(int64_t seconds) {
  const timespec time = {.tv_sec = seconds, .tv_nsec = 0};
  const timespec times[2] = {time, time};
  if (::futimens(descriptor_.get(), times) != 0) ThrowNotWritten("utimes", path_);
}

void OutputFile::Close() {
  if (!descriptor_.Close()) ThrowNotWritten("close", path_);
}

}  // namespace pkgrepo
