#include "cli/kbld/write_lock.h"

#include "base/error.h"
#include "base/file_system.h"
#include "base/named_files.h"

namespace pkgrepo::cli {

void WriteKbldLock(const std::string& path, const std::string& text, const std::string& doing) {
  constexpr uint32_t kPrivate = 0600;
  RealFileSystem disk;
  WithContext(doing + ": ", [&] { WriteNamedFile(disk, path, text, kPrivate); });
}

}  // namespace pkgrepo::cli
