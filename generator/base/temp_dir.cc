#include "base/temp_dir.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <random>

#include "base/error.h"
#include "base/file_system.h"

namespace pkgrepo {

TempDir::TempDir(const std::string& parent, const std::string& prefix) {
  const char* standard = ::getenv("TMPDIR");
  const std::string in = !parent.empty()                            ? parent
                         : standard != nullptr && *standard != '\0' ? standard
                                                                    : "/tmp";
  std::random_device random;
  while (true) {
    path_ = JoinPath(in, prefix + std::to_string(random()));
    if (::mkdir(path_.c_str(), 0700) == 0) return;
    if (errno != EEXIST) throw Error("cannot make a directory in '" + in + "': " + std::strerror(errno));
  }
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace pkgrepo
