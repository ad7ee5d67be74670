// The images that a package version uses, in all its cases, held against its lock.

#ifndef PKGREPO_PACKAGING_PACKAGE_IMAGES_H_
#define PKGREPO_PACKAGING_PACKAGE_IMAGES_H_

#include <optional>
#include <string>

#include "packaging/kbld_inputs.h"
#include "packaging/package_folders.h"

namespace pkgrepo::packaging {

// What kbld would read of the rendered cases of one version.
class PackageImages {
 public:
  // Reads the Package, and finds what its steps work in. All are kept and must outlive the object.
  PackageImages(const PackageFolders& folders, StepInputs& inputs);

  KbldInputs InputsOf(const RenderedCase& rendered) const {
    return ReadKbldInputs(app_, root_, rendered, inputs_);
  }
  // Of the source tree.
  std::string LockPath() const;
  // Where the Package says that images are resolved without the lock; nullopt where the lock decides.
  std::optional<Position> WithoutLock() const;

 private:
  const PackageFolders& folders_;
  StepInputs& inputs_;
  AppTemplate app_;
  std::string root_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PACKAGE_IMAGES_H_
