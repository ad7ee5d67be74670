#include "cli/kbld/write_lock.h"

#include "base/error.h"
#include "base/file_system.h"

namespace pkgrepo::cli {

void WriteKbldLock(const std::string& path, const std::string& text, const std::string& doing) {
  RealFileSystem disk;
  if (!disk.IsDirectory(std::string(DirName(path)))) {
    throw Error(doing + ": open " + path + ": no such file or directory");
  }
  constexpr uint32_t kPrivate = 0600;
  disk.WriteFile(path, text, kPrivate);
}

}  // namespace pkgrepo::cli
