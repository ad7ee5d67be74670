// A file that is written piece by piece, with errors in Go's words, which the drop-in commands print:
//
//   OutputFile file(path, OutputFile::Place::kNew);
//   file.Write(bytes);                     // throws Error("write PATH: no space left on device")
//   file.Close();
//
// A file whose whole content is at hand is written with FileSystem::WriteFile.

#ifndef PKGREPO_BASE_OUTPUT_FILE_H_
#define PKGREPO_BASE_OUTPUT_FILE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/file_descriptor.h"

namespace pkgrepo {

class OutputFile {
 public:
  enum class Place {
    kNew,       // nothing may be there, no link either
    kReplaced,  // a file there loses its content; a link is followed
    kNoLink,    // the same, and a link is refused
  };

  // `mode` is subject to umask. Throws Error.
  OutputFile(std::string path, Place place, uint32_t mode = 0666);

  const std::string& path() const { return path_; }

  void Write(std::string_view bytes);
  void WriteAt(std::string_view bytes, int64_t offset);
  // Seconds since 1970, of its content and of its last use.
  void SetTime(int64_t seconds);
  // Throws Error if what was written has not arrived. Without it, the file is one that nobody counts on.
  void Close();

 private:
  std::string path_;
  FileDescriptor descriptor_;
};

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_OUTPUT_FILE_H_
