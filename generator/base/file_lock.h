// A lock on a file or a folder, held between processes and containers that share a file system.

#ifndef PKGREPO_BASE_FILE_LOCK_H_
#define PKGREPO_BASE_FILE_LOCK_H_

#include <optional>
#include <string>
#include <utility>

#include "base/file_descriptor.h"

namespace pkgrepo {

// Released when the object goes, and by a crash, too.
class FileLock {
 public:
  enum class Kind { kShared, kExclusive };

  // Makes the file if it is missing, and waits for the lock. Throws Error.
  FileLock(const std::string& path, Kind kind);
  // The same without waiting: nullopt if somebody else holds it, or the file cannot be written.
  static std::optional<FileLock> Try(const std::string& path, Kind kind);
  // Waits until nobody else holds the folder, which leaves no trace in it. nullopt if there is no such folder, or its file
  // system locks none.
  static std::optional<FileLock> OfFolder(const std::string& path);

 private:
  explicit FileLock(FileDescriptor file) : file_(std::move(file)) {}

  FileDescriptor file_;
};

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_FILE_LOCK_H_
