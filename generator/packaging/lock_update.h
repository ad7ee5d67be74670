// Updates an image lock: entries that are still valid stay, with everything that was written by hand.

#ifndef PKGREPO_PACKAGING_LOCK_UPDATE_H_
#define PKGREPO_PACKAGING_LOCK_UPDATE_H_

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "imgpkg/images_lock.h"
#include "kbld/config.h"
#include "kbld/lock_files.h"

namespace pkgrepo::packaging {

struct LockUpdateOptions {
  // Resolve again what has been resolved before, since tags may have moved. Entries that kbld made for images that no
  // manifest names any more are removed.
  bool relock = false;
};

struct LockUpdate {
  imgpkg::ImagesLock lock;
  // A line for each entry that was added, changed or removed.
  std::vector<std::string> changes;
};

// `references` are the images of the manifests, `config` the configuration of kbld without the lock. `resolve` is given
// the references that are to be resolved, and is called once, if there are any.
//
// An entry that lacks the annotation with its reference gets it, since kbld refuses a lock without it.
//
// An entry is still valid if it is for no image of the manifests, or for one that no override leads elsewhere
// (locked_override.h).
LockUpdate UpdateLock(const imgpkg::ImagesLock& old, const std::set<std::string>& references,
                      const kbld::Config& config, const LockUpdateOptions& options,
                      const std::function<kbld::ResolvedImages(const std::vector<std::string>&)>& resolve);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_LOCK_UPDATE_H_
