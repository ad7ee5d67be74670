// A directory that lasts as long as the object, and is removed as well if the program is interrupted.

#ifndef PKGREPO_BASE_TEMP_DIR_H_
#define PKGREPO_BASE_TEMP_DIR_H_

#include <optional>
#include <string>

#include "base/interrupt.h"

namespace pkgrepo {

class TempDir {
 public:
  // Makes a fresh directory with mode 0700 in `parent` ("" is $TMPDIR or /tmp), named `prefix` and a
  // number, as Go names them.
  explicit TempDir(const std::string& parent = "", const std::string& prefix = "pkgrepo-");
  // Removes it with all that is in it; what cannot be removed stays.
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::optional<OnInterrupt> cleanup_;
};

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_TEMP_DIR_H_
