// Compares the committed image lock of a package version with its rendered manifests, without a network.
//
//   LockCheck check(lock_path, lock_text, "contour-1.2.3-lock");
//   for (const RenderedCase& rendered : cases) check.Add(rendered.name, inputs.resources, inputs.lock_counts);
//   const imgpkg::ImagesLock used = check.Finish();   // or throws Error with all that is not locked
//
// https://carvel.dev/kbld/docs/latest/resolving/

#ifndef PKGREPO_PACKAGING_LOCK_CHECK_H_
#define PKGREPO_PACKAGING_LOCK_CHECK_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "imgpkg/images_lock.h"
#include "packaging/config_node.h"
#include "packaging/manifests.h"

namespace pkgrepo::packaging {

// The image lock in `text`, the content of `path`. Throws Error naming the file.
imgpkg::ImagesLock ParseImagesLock(const std::string& path, const std::string& text);

// Collects which entries the cases use, and all that is missing or stale.
class LockCheck {
 public:
  // `text` is the content of the lock at `path`; nullopt if there is none: a bundle that uses no images needs none.
  // `target` resolves images, for messages. `own` are images that the project makes. Throws Error for a lock that is not
  // valid, or has one of these.
  LockCheck(std::string path, std::optional<std::string> text, std::string target, const imgpkg::ImagesLock& own = {});

  // The entries of the file, and behind them the project's own images.
  const imgpkg::ImagesLock& lock() const { return lock_; }

  // Throws Error with the line of an entry that does not say what it is for, whether it is used or not: where kbld
  // reads the lock in the cluster, it refuses such an entry.
  void RequireIds() const;

  // The kbld inputs of a case, those of the project's own images included. `lock_counts` is KbldInputs::lock_counts: only then can the lock hide an override.
  void Add(const std::string& case_name, Resources resources, bool lock_counts);

  // Whether the lock has all images of the cases so far.
  bool AreAllLocked() const { return unlocked_.empty(); }

  // The entries that a case uses. Throws Error if an image is missing from the lock, or locked as something other than
  // what an override leads to now.
  imgpkg::ImagesLock Finish() const;

 private:
  ConfigNode EntryAt(size_t index) const;
  void AddOwn(const imgpkg::ImagesLock& own);
  void RequireLocked() const;
  void RequireUpToDate() const;

  std::string path_;
  std::optional<std::string> text_;
  std::string target_;
  // The entries of the file, so many, and behind them the project's own images.
  imgpkg::ImagesLock lock_;
  size_t entries_ = 0;
  std::set<size_t> used_;
  std::set<StaleImage> stale_;
  std::set<UnlockedImage> reported_;
  // In the order in which they were found, each with its case.
  std::vector<std::string> unlocked_;
  // Whether one of them is a tag that an override before the lock names: then no lock helps.
  bool has_override_ = false;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_LOCK_CHECK_H_
