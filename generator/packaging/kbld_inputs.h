// What kbld reads in a template step of a Package, in its order: the rendered manifests, further files, the image lock.

#ifndef PKGREPO_PACKAGING_KBLD_INPUTS_H_
#define PKGREPO_PACKAGING_KBLD_INPUTS_H_

#include <string>
#include <vector>

#include "base/error.h"
#include "imgpkg/images_lock.h"
#include "packaging/manifests.h"
#include "packaging/rendered_cases.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

// A path among those of a template step, kStreamPath or relative to the folder that the step works in.
struct StepPath {
  std::string path;
  // Where the Package names it.
  Position position;
};

struct KbldInputs {
  Resources resources;
  // Where each resource comes from, or "".
  std::vector<std::string> origins;
  // The step reads .imgpkg/images.yml, so that in the cluster the lock decides. Where it does not, `resources` have the
  // lock ahead of all: what it holds is what is relocated with the bundle.
  bool lock_counts = false;
};

// `root` is the folder that the step works in. A lock that is yet to be made counts as an empty one. Throws Error with
// file and line for paths that are not there, and with kbld's words for files that it does not understand.
KbldInputs ReadKbldInputs(const std::vector<StepPath>& paths, const std::string& root,
                          const RenderedCase& rendered, StepInputs& inputs);

// Adds the entries of another lock behind those of the image lock.
void AddToLock(KbldInputs& read, const imgpkg::ImagesLock& more);

// What kbld lets through: all but its configuration and locks.
KbldInputs WithoutConfiguration(KbldInputs read);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_KBLD_INPUTS_H_
