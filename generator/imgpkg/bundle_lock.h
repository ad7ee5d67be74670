// BundleLock: one bundle by digest, with the tag it was found under (--lock-output of push and copy).
//
// https://carvel.dev/imgpkg/docs/latest/resources/#bundlelock

#ifndef PKGREPO_IMGPKG_BUNDLE_LOCK_H_
#define PKGREPO_IMGPKG_BUNDLE_LOCK_H_

#include <string>
#include <string_view>

namespace pkgrepo::imgpkg {

inline constexpr std::string_view kBundleLockKind = "BundleLock";

struct BundleLock {
  // A digest reference.
  std::string image;
  // May be empty.
  std::string tag;

  // Strict, as ImagesLock::Parse.
  static BundleLock Parse(std::string_view text);
  std::string ToYaml() const;
};

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_BUNDLE_LOCK_H_
