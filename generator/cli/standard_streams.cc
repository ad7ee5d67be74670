#include "cli/standard_streams.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "base/strings.h"

namespace pkgrepo::cli {
namespace {

// As every program in a pipeline does whose reader has seen enough.
void EndByBrokenPipe() {
  ::signal(SIGPIPE, SIG_DFL);
  ::raise(SIGPIPE);
}

}  // namespace

std::streambuf::int_type StandardInput::underflow() {
  const ssize_t count = ReadSome(STDIN_FILENO, buffer_.data(), buffer_.size());
  if (count < 0) throw Error("read /dev/stdin: " + ToLower(std::strerror(errno)));
  setg(buffer_.data(), buffer_.data(), buffer_.data() + count);
  return count == 0 ? traits_type::eof() : traits_type::to_int_type(buffer_[0]);
}

StandardOutput::StandardOutput() : stream_(this) {
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  stream_.exceptions(std::ios::badbit);  // lets the errors of overflow() and sync() through
  std::cerr.tie(&stream_);
}

StandardOutput::~StandardOutput() {
  std::cerr.tie(nullptr);
  try {
    sync();
  } catch (const Error&) {  // another failure is being told already
  }
}

std::streambuf::int_type StandardOutput::overflow(int_type next) {
  sync();
  if (!traits_type::eq_int_type(next, traits_type::eof())) sputc(traits_type::to_char_type(next));
  return traits_type::not_eof(next);
}

int StandardOutput::sync() {
  const std::string_view waiting(pbase(), static_cast<size_t>(pptr() - pbase()));
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  if (!failed_ && !WriteAll(STDOUT_FILENO, waiting)) {
    failed_ = true;
    if (errno == EPIPE) EndByBrokenPipe();
    throw Error("write /dev/stdout: " + ToLower(std::strerror(errno)));
  }
  return 0;
}

void OccupyStandardDescriptors() {
  // The lowest number that is free is the one that open() gives.
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) == -1) ::open("/dev/null", O_RDONLY);
  }
}

void WriteToStandardError(std::string_view message) { WriteAll(STDERR_FILENO, message); }

}  // namespace pkgrepo::cli
