#include "base/temp_dir.h"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/error.h"
#include "base/file_system.h"

namespace pkgrepo {

TempDir::TempDir(const std::string& parent, const std::string& prefix) {
  const char* standard = ::getenv("TMPDIR");
  const std::string in = !parent.empty()                            ? parent
                         : standard != nullptr && *standard != '\0' ? standard
                                                                    : "/tmp";
  path_ = JoinPath(in, prefix + "XXXXXX");
  if (::mkdtemp(path_.data()) == nullptr) {
    throw Error("cannot make a directory in '" + in + "': " + std::strerror(errno));
  }
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace pkgrepo
