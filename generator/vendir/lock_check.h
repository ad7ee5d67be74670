// Whether a vendir.lock.yml belongs to a vendir.yml, told without fetching anything.

#ifndef PKGREPO_VENDIR_LOCK_CHECK_H_
#define PKGREPO_VENDIR_LOCK_CHECK_H_

#include <optional>
#include <string>
#include <vector>

#include "vendir/config.h"
#include "vendir/lock_config.h"

namespace pkgrepo::vendir {

struct LockMismatch {
  // As vendir.yml, or the lock, has them.
  std::string directory;
  std::string contents;
  // "the lock has image tag v1, vendir.yml says v2".
  std::string reason;

  // "vendor/app: the lock has …".
  std::string ToString() const;
};

// Why `lock` cannot be what a sync of `config` wrote; nullopt if it can. Every contents must be there with the same
// kind of source. What vendir.yml says exactly (a commit, an image's repository, tag or digest, a
// release's tag) is what the lock has; what it says as a range fits. A branch can be held against nothing, and a tag
// only where both it and the lock's are versions: a commit may have several tags, of which the lock knows one. Locks of
// earlier releases of vendir tell no tags.
std::optional<LockMismatch> FindLockMismatch(const Config& config, const LockConfig& lock);

// The paths of contents that the lock has and `config` has no more, in the order of the lock.
std::vector<std::string> FindFormerContents(const Config& config, const LockConfig& lock);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_LOCK_CHECK_H_
