// ImagesLock: the images that a bundle or a set of manifests uses, each by digest (.imgpkg/images.yml, kbld's
// --imgpkg-lock-output).
//
//   ImagesLock lock = ImagesLock::Parse(text);
//   for (const LockedImage& image : lock.images) …
//   files.WriteFileIfChanged(path, lock.ToYaml());
//
// https://carvel.dev/imgpkg/docs/latest/resources/#imageslock

#ifndef PKGREPO_IMGPKG_IMAGES_LOCK_H_
#define PKGREPO_IMGPKG_IMAGES_LOCK_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::imgpkg {

inline constexpr std::string_view kLockApiVersion = "imgpkg.carvel.dev/v1alpha1";
inline constexpr std::string_view kImagesLockKind = "ImagesLock";
// Where a bundle keeps its ImagesLock.
inline constexpr std::string_view kBundleDirectory = ".imgpkg";
inline constexpr std::string_view kImagesLockFile = "images.yml";
// In a bundle: both together.
inline constexpr std::string_view kImagesLockPath = ".imgpkg/images.yml";

struct LockedImage {
  // A digest reference, as it was written.
  std::string image;
  std::map<std::string, std::string> annotations;

  bool operator==(const LockedImage&) const = default;
};

struct ImagesLock {
  std::vector<LockedImage> images;

  // Strict: an unknown field, another kind or apiVersion, or an image that is not a digest reference is an Error
  // with upstream's words.
  static ImagesLock Parse(std::string_view text);
  // Upstream's bytes: "---", keys sorted, no `images` key without images.
  std::string ToYaml() const;
};

// Throws Error("Expected ref to be in digest form, got 'TEXT'").
void CheckIsDigestReference(const std::string& text);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_IMAGES_LOCK_H_
