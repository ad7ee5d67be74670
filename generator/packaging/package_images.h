// The images that a package version uses, in all its cases.
//
//   const PackageImages images(folders, inputs);
//   for (const RenderedCase& rendered : cases) check.Add(rendered.name, images.InputsOf(rendered));

#ifndef PKGREPO_PACKAGING_PACKAGE_IMAGES_H_
#define PKGREPO_PACKAGING_PACKAGE_IMAGES_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kbld/config.h"
#include "packaging/app_template.h"
#include "packaging/kbld_inputs.h"
#include "packaging/package_folders.h"

namespace pkgrepo::packaging {

// What is to be locked.
struct ImageReferences {
  std::set<std::string> references;
  // By which they are resolved; without the lock.
  kbld::Config config;
};

// What kbld would read of the rendered cases of one version.
class PackageImages {
 public:
  // Reads the Package, and finds what its steps work in. All are kept and must outlive the object.
  PackageImages(const PackageFolders& folders, StepInputs& inputs);

  // What decides on the images: all that kbld reads in the cluster, and, behind it, what it reads besides when the lock
  // is made.
  KbldInputs InputsOf(const RenderedCase& rendered) const;
  // The same for whom only images matter: manifests in which kbld finds none may be missing.
  KbldInputs InputsWithImages(const RenderedCase& rendered) const;
  // What is deployed: all that kbld prints in the cluster; without a kbld step, the manifests.
  KbldInputs DeployedBy(const RenderedCase& rendered) const;
  // The images of all cases that render, together.
  ImageReferences ReferencesOf(const std::vector<RenderedCase>& cases) const;

  // Of the source tree.
  std::string LockPath() const;
  // Where the Package says that images are resolved without the lock; nullopt where the lock decides.
  std::optional<Position> WithoutLock() const;

 private:
  // Whether the manifests are printed by ytt, not by a template language that prints what it likes.
  bool ArePrintedByYtt() const;

  const PackageFolders& folders_;
  StepInputs& inputs_;
  AppTemplate app_;
  std::string root_;
  // What kbld reads in the cluster, and behind it what it reads when the lock is made.
  std::vector<StepPath> paths_;
  std::vector<StepPath> all_paths_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PACKAGE_IMAGES_H_
