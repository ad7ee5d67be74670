#include "packaging/lock_check.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "kbld/config.h"
#include "packaging/image_reference.h"

namespace pkgrepo::packaging {

imgpkg::ImagesLock ParseImagesLock(const std::string& path, const std::string& text) {
  try {
    return imgpkg::ImagesLock::Parse(text);
  } catch (Error& error) {
    throw error.At({.file = path});
  }
}

LockCheck::LockCheck(std::string path, std::optional<std::string> text, std::string target, const imgpkg::ImagesLock& own)
    : path_(std::move(path)), text_(std::move(text)), target_(std::move(target)) {
  if (text_) lock_ = ParseImagesLock(path_, *text_);
  entries_ = lock_.images.size();
  AddOwn(own);
}

ConfigNode LockCheck::EntryAt(size_t index) const {
  return ConfigNode::Parse(path_, *text_).Require("images").Items()[index];
}

// An entry of the file would come first, and its digest is that of another day.
void LockCheck::AddOwn(const imgpkg::ImagesLock& own) {
  const std::string id(kbld::kIdAnnotation);
  for (const imgpkg::LockedImage& image : own.images) {
    for (size_t i = 0; i < entries_; ++i) {
      const auto found = lock_.images[i].annotations.find(id);
      if (found == lock_.images[i].annotations.end() || found->second != image.annotations.at(id)) continue;
      throw EntryAt(i)
          .Fault("the project builds " + found->second + " itself, as " + image.image + ", so no lock may say what it is")
          .Hint("build the target " + target_ + " to remove this entry");
    }
  }
  lock_.images.insert(lock_.images.end(), own.images.begin(), own.images.end());
}

void LockCheck::RequireIds() const {
  const std::string id(kbld::kIdAnnotation);
  const auto has_id = [&](const imgpkg::LockedImage& image) { return image.annotations.contains(id); };
  const auto found = std::ranges::find_if_not(lock_.images, has_id);
  if (found == lock_.images.end()) return;
  const auto index = static_cast<size_t>(found - lock_.images.begin());
  throw EntryAt(index)
      .Fault("this entry has no annotation " + id + ", and without it kbld in the cluster refuses the lock")
      .Hint("build the target " + target_ + " to add it");
}

void LockCheck::Add(const std::string& case_name, Resources resources, bool lock_counts) {
  const ImageUse use = FindImageUse(std::move(resources), lock_);
  used_.insert(use.locked.begin(), use.locked.end());
  if (lock_counts) stale_.insert(use.stale.begin(), use.stale.end());
  for (const UnlockedImage& unlocked : use.unlocked) {
    if (!reported_.insert(unlocked).second) continue;
    unlocked_.push_back(unlocked.ToString() + " in the case '" + case_name + "'");
    has_override_ = has_override_ || (!IsPinned(unlocked.image) && !unlocked.overridden.empty());
  }
}

void LockCheck::RequireLocked() const {
  if (unlocked_.empty()) return;
  if (!text_) {
    throw Error("no such file: " + path_)
        .Note("the lock must contain image " + unlocked_[0])
        .Hint("build the target " + target_ + " to create it");
  }
  Error error("image " + unlocked_[0] + " is not in the lock");
  error.At({.file = path_});
  for (size_t i = 1; i < unlocked_.size(); ++i) error.Note("nor is " + unlocked_[i]);
  throw error.Hint(
      has_override_
          ? "an override before the lock makes the cluster ask the registry: use a digest as its newImage, "
            "or move it to a kbld Config beside the bundle's vendir.yml"
          : "build the target " + target_ + " to resolve it");
}

void LockCheck::RequireUpToDate() const {
  if (stale_.empty()) return;
  Error error("image " + stale_.begin()->ToString());
  error.At({.file = path_});
  for (auto more = std::next(stale_.begin()); more != stale_.end(); ++more) error.Note(more->ToString());
  throw error.Hint("the lock comes first in the cluster: build the target " + target_ +
                   " to resolve the override");
}

imgpkg::ImagesLock LockCheck::Finish() const {
  RequireLocked();
  RequireUpToDate();
  imgpkg::ImagesLock used;
  for (const size_t index : used_) used.images.push_back(lock_.images[index]);
  return used;
}

}  // namespace pkgrepo::packaging
