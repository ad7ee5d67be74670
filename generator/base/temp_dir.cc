#include "base/temp_dir.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "base/error.h"
#include "base/file_system.h"
#include "base/random_name.h"

namespace pkgrepo {
namespace {

// Once more if another thread or process put something in meanwhile.
void RemoveForGood(const std::string& path) {
  std::error_code failed;
  for (int attempt = 0; attempt < 3; ++attempt) {
    std::filesystem::remove_all(path, failed);
    if (!failed) return;
  }
}

}  // namespace

TempDir::TempDir(const std::string& parent, const std::string& prefix) {
  const char* standard = ::getenv("TMPDIR");
  const std::string in = !parent.empty()                            ? parent
                         : standard != nullptr && *standard != '\0' ? standard
                                                                    : "/tmp";
  while (true) {
    path_ = JoinPath(in, prefix + RandomName());
    if (::mkdir(path_.c_str(), 0700) == 0) break;
    if (errno != EEXIST) throw Error("cannot make a directory in '" + in + "': " + std::strerror(errno));
  }
  cleanup_.emplace([path = path_] { RemoveForGood(path); });
}

TempDir::~TempDir() { RemoveForGood(path_); }

}  // namespace pkgrepo
