// Which files of a folder are executable in a clean checkout of its git repository.
//
// On most file systems the owner's bit says so, which is also what git uses. Where a file system cannot keep that bit
// (it sets it for every file, or for none), git has noted `core.fileMode = false` in the repository; then git's index
// says so: what is not in it is not executable.
// https://git-scm.com/docs/git-config#Documentation/git-config.txt-corefileMode

#ifndef PKGREPO_PACKAGING_CHECKOUT_MODES_H_
#define PKGREPO_PACKAGING_CHECKOUT_MODES_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/process.h"

namespace pkgrepo::packaging {

class CheckoutModes {
 public:
  // Asks git only where core.fileMode is false. Throws Error if it does not answer.
  CheckoutModes(const std::string& folder, const FileSystem& files, const ProcessRunner& processes);

  // `path` is relative to the folder, `owner_executes` the bit that the file has.
  bool IsExecutable(const std::string& path, bool owner_executes) const {
    return executables_ ? executables_->contains(path) : owner_executes;
  }
  // The files that were looked at, if the answer depends on them.
  const std::vector<std::string>& sources() const { return sources_; }

 private:
  std::optional<std::set<std::string>> executables_;
  std::vector<std::string> sources_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_CHECKOUT_MODES_H_
