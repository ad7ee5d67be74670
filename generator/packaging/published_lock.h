// What a package version was published as: a file beside its bundle in the source tree, to be committed. The push that
// publishes the version writes it, and from then on a build of other content is refused.
//
//   image: ghcr.io/acme/packages/app@sha256:…
//   tag: 1.0.0
//   files:
//     .imgpkg/images.yml: sha256:…
//     config/run.sh: sha256:… executable
//
// It names the place of the first push alone: a later one of the same content to another registry does not change it, as a
// committed file should change only where there is something to review.

#ifndef PKGREPO_PACKAGING_PUBLISHED_LOCK_H_
#define PKGREPO_PACKAGING_PUBLISHED_LOCK_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/error.h"
#include "oci/layout.h"
#include "packaging/records.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

// How the names of these files end, as cmake/PackageRepoSteps.cmake has it.
inline constexpr std::string_view kPublishedLock = "published.lock.yml";

// By name, the digest of each file of a bundle, with " executable" behind it where it is.
using BundleFiles = std::map<std::string, std::string>;

// Of the layers of a bundle in a layout.
BundleFiles ListBundleFiles(const oci::Layout& layout, const oci::Descriptor& manifest);

struct PublishedLock {
  std::string image;  // by digest
  std::string tag;
  BundleFiles files;
  // In the file; its digest is that of the image.
  Position image_position = {};
  Position tag_position = {};
  std::optional<Digest> digest = {};

  // Of a bundle in a layout.
  static PublishedLock Of(const BundleRecord& bundle, const oci::Layout& layout);

  // Throws Error for names of files that have control characters.
  std::string ToYaml() const;
  // Throws Error with file and line for anything that ToYaml() does not write, comments excepted.
  static PublishedLock Parse(const std::string& file, const std::string& text);
};

// The lock `file`, or that there is none, as an input. It may be in a bundle of kctrl, which is without it.
std::optional<PublishedLock> ReadPublishedLock(const std::string& file, StepInputs& inputs);

// Throws Error with what has changed if `bundle`, of the package `name`, is not what the lock says.
void CheckPublished(const PublishedLock& lock, const std::string& name, const BundleRecord& bundle,
                    const oci::Layout& layout);

// Writes `text`, the lock of a bundle that was pushed, unless `file` is there. Results of the build stay fresh: it says what they
// are.
void NotePublished(const std::string& file, const std::string& text, FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PUBLISHED_LOCK_H_
