// The Package of a version as the source tree has it.

#ifndef PKGREPO_PACKAGING_PACKAGE_SOURCE_H_
#define PKGREPO_PACKAGING_PACKAGE_SOURCE_H_

#include <optional>
#include <string>
#include <vector>

#include "packaging/kbld_inputs.h"
#include "packaging/package_folders.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

struct PackageSource {
  // Where faults are, and what is there: with blank lines for what stands ahead of the Package in its file.
  std::string file;
  std::string text;
  // Written as it is to be; or by kctrl, or made from the bundle: the schema comes from the bundle then.
  enum class Kind { kWritten, kKctrl, kGenerated };
  Kind kind = Kind::kWritten;
  // What kbld reads when the images are locked, besides what it reads in the cluster (KctrlProject::lock_paths).
  std::vector<StepPath> lock_paths = {};
};

// The Package that is written by hand: the first of SourceTree::PackageFiles(); nullopt if there is none. Throws Error
// for one that kapp-controller would refuse.
std::optional<PackageSource> FindWrittenPackage(const PackageFolders& folders, StepInputs& inputs);

// The same, or that of kctrl's two files in `bundle` (kctrl_project.h), or else the one that the build makes for the
// bundle. Throws Error if the bundle has no templates for that.
PackageSource ReadPackageSource(const PackageFolders& folders, const std::string& bundle, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PACKAGE_SOURCE_H_
