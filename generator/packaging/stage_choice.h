// The lock of a stage, chosen anew: which versions of the project fit the constraints of its file, which of these it keeps,
// and which go to the stage that archives it.

#ifndef PKGREPO_PACKAGING_STAGE_CHOICE_H_
#define PKGREPO_PACKAGING_STAGE_CHOICE_H_

#include <string>
#include <vector>

#include "packaging/build_tree.h"
#include "packaging/stage_file.h"
#include "packaging/stage_lock.h"

namespace pkgrepo::packaging {

struct ChoiceOptions {
  // Chooses all anew, and not only what the lock lacks or what fits no more.
  bool relock = false;
  // Whether a stage archives this one.
  bool is_archived = false;
};

struct ChosenVersions {
  StageLock lock;
  // "contour: 1.22.3 comes", "contour: 1.20.0 goes to the archive"
  std::vector<std::string> changes;
};

// Throws Error with file and line if nothing fits, and if a version that the stage has would no longer be had from
// anywhere, though PackageInstalls may pin it.
ChosenVersions ChooseStage(const StageFile& stage, const StageLock& old, const PackageList& packages,
                           const ChoiceOptions& options);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STAGE_CHOICE_H_
