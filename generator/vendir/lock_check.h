// Whether a vendir.lock.yml belongs to a vendir.yml, told without fetching anything.

#ifndef PKGREPO_VENDIR_LOCK_CHECK_H_
#define PKGREPO_VENDIR_LOCK_CHECK_H_

#include <optional>
#include <string>

#include "vendir/config.h"
#include "vendir/lock_config.h"

namespace pkgrepo::vendir {

// Why `lock` cannot be what a sync of `config` wrote, such as "vendor/app: the lock has image tag v1,
// vendir.yml says v2". nullopt if it can: every contents is there with the same kind of source, and whatever
// vendir.yml says exactly (a commit, an image's repository, tag or digest, a release's tag, a chart's
// version) is what the lock has. Branches and selections cannot be held against anything. What the lock has
// beyond `config` is no mismatch: a part of a config may be given.
std::optional<std::string> FindLockMismatch(const Config& config, const LockConfig& lock);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_LOCK_CHECK_H_
