// A file that is read piece by piece, with errors in Go's words, which the drop-in commands print:
//
//   InputFile file(path);                                            // throws Error("open PATH: permission denied")
//   while (const size_t count = file.Read(buffer.data(), buffer.size())) …
//
// A file of which the whole content is wanted is read with FileSystem::ReadFile.

#ifndef PKGREPO_BASE_INPUT_FILE_H_
#define PKGREPO_BASE_INPUT_FILE_H_

#include <cstddef>
#include <string>

#include "base/file_descriptor.h"

namespace pkgrepo {

class InputFile {
 public:
  // Throws Error.
  explicit InputFile(std::string path);

  // Reads up to `room` bytes, of a pipe what is there; returns how many, 0 only at the end. Throws Error.
  size_t Read(char* buffer, size_t room) const;

 private:
  const std::string path_;
  const FileDescriptor descriptor_;
};

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_INPUT_FILE_H_
