// The container images that the project itself makes (add_container_image(), imported_image()), and which of them the
// manifests of a version name: by repository and tag, or by repository alone. Their digests are known without a registry,
// so no committed lock has them: the steps of a version add them to the lock of its bundle.
//
//   const ProjectImages images = ProjectImages::Read(tree, inputs);
//   if (const ProjectImage* named = images.Find("ghcr.io/acme/hello:1.0")) …

#ifndef PKGREPO_PACKAGING_PROJECT_IMAGES_H_
#define PKGREPO_PACKAGING_PROJECT_IMAGES_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "imgpkg/images_lock.h"
#include "oci/reference.h"
#include "packaging/build_tree.h"
#include "packaging/lock_check.h"
#include "packaging/package_images.h"
#include "packaging/records.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

struct ProjectImage {
  // Of the target.
  std::string name;
  // REPOSITORY:TAG.
  oci::Reference reference;
};

class ProjectImages {
 public:
  // Of images.list, an image a line: "NAME REPOSITORY:TAG". Throws Error with the line.
  static ProjectImages Parse(const std::string& file, std::string_view text);
  // None where the list is not there, since the project was not configured by a module that knows images.
  static ProjectImages Read(const std::string& list, StepInputs& inputs);

  const std::vector<ProjectImage>& images() const { return images_; }
  // The image that a manifest means by `reference`; nullptr if it is none of the project's, or says a digest. A repository
  // without a tag means its only image.
  const ProjectImage* Find(const std::string& reference) const;
  // The references that mean one of them.
  std::set<std::string> ReferencesOf(const ImageReferences& used) const;
  // The names of those that are meant, once what kbld's configuration replaces is replaced.
  std::set<std::string> NamesOf(const ImageReferences& used) const;

 private:
  std::vector<ProjectImage> images_;
};

// What is behind each reference, as entries of a lock, for those that mean one of the images of these records: the entries
// that kbld would make once the images are pushed, so that a lock can have them when the project makes the image no more.
imgpkg::ImagesLock LockProjectImages(const ImageReferences& used, const std::vector<ImageRecord>& records);

// The records of the images that the check of a version's lock waits for, as its order (StepOrder) says.
std::vector<ImageRecord> ReadOrderedImages(const std::string& order_file, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PROJECT_IMAGES_H_
