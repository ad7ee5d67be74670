#include "packaging/lock_update.h"

#include <algorithm>
#include <map>
#include <utility>

#include "packaging/image_reference.h"
#include "packaging/locked_override.h"

namespace pkgrepo::packaging {
namespace {

const std::string kId(kbld::kIdAnnotation);
const std::string kOrigins(kbld::kOriginsAnnotation);

// What an entry is for: what was resolved, or else the digest itself.
std::string NameOf(const imgpkg::LockedImage& entry) {
  const auto id = entry.annotations.find(kId);
  return id == entry.annotations.end() ? entry.image : id->second;
}

bool IsMadeByKbld(const imgpkg::LockedImage& entry) { return entry.annotations.contains(kOrigins); }

// Whether the entry is what the reference may have been resolved to.
bool Holds(const imgpkg::LockedImage& entry, const std::string& reference, const kbld::Config& config) {
  const kbld::Override* wanted = config.FindOverride(reference);
  return wanted == nullptr || IsUpToDate(kbld::OverridesFromLock({.images = {entry}}).front(), *wanted);
}

class Update {
 public:
  Update(const std::set<std::string>& references, const kbld::Config& config,
         const LockUpdateOptions& options)
      : references_(references), config_(config), options_(options) {
    for (const std::string& reference : references) named_images_.insert(CanonicalImage(reference));
  }

  // What of the old lock stays as it is goes to the result; the rest is to be resolved.
  void TakeOver(const imgpkg::ImagesLock& old) {
    for (const imgpkg::LockedImage& entry : old.images) {
      const std::string name = NameOf(entry);
      const std::string image = CanonicalImage(entry.image);
      const bool is_used = references_.contains(name) || named_images_.contains(image);
      if (options_.relock && !is_used && IsMadeByKbld(entry)) {
        result_.changes.push_back("- " + name + ": no manifest names it");
        continue;
      }
      const bool may_move = options_.relock && !IsPinned(name);
      const bool is_stale = references_.contains(name) && !Holds(entry, name, config_);
      if (is_stale) stale_.insert(name);
      if (may_move || is_stale) wanted_.push_back(name);
      result_.lock.images.push_back(entry);
      if (result_.lock.images.back().annotations.try_emplace(kId, name).second) {
        result_.changes.push_back("~ " + name + " gets the annotation " + kId + ", which kbld requires");
      }
      if (may_move || is_stale) former_[name] = result_.lock.images.back();
      known_names_.insert(name);
      known_images_.insert(image);
    }
    for (const std::string& reference : references_) {
      const bool is_known =
          known_names_.contains(reference) || known_images_.contains(CanonicalImage(reference));
      if (!is_known) wanted_.push_back(reference);
    }
  }

  const std::vector<std::string>& wanted() const { return wanted_; }

  void Enter(const kbld::ResolvedImages& resolved) {
    for (imgpkg::LockedImage& fresh : kbld::MakeImagesLock(resolved, true).images) {
      const std::string name = NameOf(fresh);
      const auto former = former_.find(name);
      if (former == former_.end()) {
        result_.changes.push_back("+ " + name + " is " + fresh.image);
        Insert(std::move(fresh));
      } else if (CanonicalImage(former->second.image) != CanonicalImage(fresh.image)) {
        result_.changes.push_back("~ " + name + " is " + fresh.image + ", was " + former->second.image);
        Replace(former->second, std::move(fresh));
      } else if (stale_.contains(name)) {
        result_.changes.push_back("~ " + name + " is still " + fresh.image + ", now by an override");
        Replace(former->second, std::move(fresh));
      }
    }
  }

  LockUpdate Finish() { return std::move(result_); }

 private:
  // The user's annotations stay; the former origins are no longer true.
  void Replace(const imgpkg::LockedImage& former, imgpkg::LockedImage fresh) {
    std::map<std::string, std::string> kept = former.annotations;
    kept.erase(kOrigins);
    fresh.annotations.merge(kept);
    *std::find(result_.lock.images.begin(), result_.lock.images.end(), former) = std::move(fresh);
  }

  // Where it stands in a sorted lock; the order of what is there stays.
  void Insert(imgpkg::LockedImage fresh) {
    const std::string name = NameOf(fresh);
    const auto place = std::find_if(result_.lock.images.begin(), result_.lock.images.end(),
                                    [&](const imgpkg::LockedImage& entry) { return NameOf(entry) > name; });
    result_.lock.images.insert(place, std::move(fresh));
  }

  const std::set<std::string>& references_;
  const kbld::Config& config_;
  const LockUpdateOptions& options_;
  // The references in normal form: a digest of the lock may be spelt in another way.
  std::set<std::string> named_images_;
  LockUpdate result_;
  // Of the old lock: what its entries are for, as kbld compares it, and their images in normal form.
  std::set<std::string> known_names_;
  std::set<std::string> known_images_;
  std::vector<std::string> wanted_;
  std::set<std::string> stale_;
  std::map<std::string, imgpkg::LockedImage> former_;
};

}  // namespace

LockUpdate UpdateLock(const imgpkg::ImagesLock& old, const std::set<std::string>& references,
                      const kbld::Config& config, const LockUpdateOptions& options,
                      const std::function<kbld::ResolvedImages(const std::vector<std::string>&)>& resolve) {
  Update update(references, config, options);
  update.TakeOver(old);
  if (!update.wanted().empty()) update.Enter(resolve(update.wanted()));
  return update.Finish();
}

}  // namespace pkgrepo::packaging
