// Standard input and output that fail as loudly as any file: a full disk, a folder as input, a descriptor that was
// closed before the program started.
//
//   StandardInput in;
//   StandardOutput out;
//   out.stream() << in.stream().rdbuf();
//   out.Finish();
//
// Reading throws Error("read /dev/stdin: is a directory") where nothing can be read.
//
// Writing to the stream, or flushing it, throws Error("write /dev/stdout: no space left on device") (Go's words, which
// the Carvel tools print where they look) as soon as something cannot be written. What is written after that is
// dropped. Where nobody reads any more, the program ends by SIGPIPE. While such an object lives, what goes to std::cerr
// stands behind what has gone to the stream.

#ifndef PKGREPO_CLI_STANDARD_STREAMS_H_
#define PKGREPO_CLI_STANDARD_STREAMS_H_

#include <array>
#include <istream>
#include <ostream>
#include <streambuf>
#include <string_view>

namespace pkgrepo::cli {

class StandardInput : private std::streambuf {
 public:
  StandardInput() : stream_(this) {}
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;

  std::istream& stream() { return stream_; }

 private:
  int_type underflow() override;

  std::array<char, 1 << 16> buffer_;
  std::istream stream_;
};

class StandardOutput : private std::streambuf {
 public:
  StandardOutput();
  // Writes what it can of a program that has failed.
  ~StandardOutput() override;
  StandardOutput(const StandardOutput&) = delete;
  StandardOutput& operator=(const StandardOutput&) = delete;

  std::ostream& stream() { return stream_; }

  // Writes what is still in the buffer; the program's work counts only after this. Throws Error.
  void Finish() { stream_.flush(); }

 private:
  int_type overflow(int_type next) override;
  int sync() override;

  std::array<char, 1 << 16> buffer_;
  std::ostream stream_;
  bool failed_ = false;
};

// Puts something in the place of standard descriptors that are closed, so that no file that is opened later gets their
// numbers, and with them what is meant for the user. Reading there finds nothing, writing fails.
void OccupyStandardDescriptors();

// For where nothing else can be relied on: allocates nothing, tells of no failure.
void WriteToStandardError(std::string_view message);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_STANDARD_STREAMS_H_
