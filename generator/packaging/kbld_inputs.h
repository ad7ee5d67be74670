// What the kbld step of a Package reads, in its order: the rendered manifests, configuration, the image lock.

#ifndef PKGREPO_PACKAGING_KBLD_INPUTS_H_
#define PKGREPO_PACKAGING_KBLD_INPUTS_H_

#include <string>

#include "packaging/app_template.h"
#include "packaging/manifests.h"
#include "packaging/rendered_cases.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

struct KbldInputs {
  Resources resources;
  // The step reads .imgpkg/images.yml, so that in the cluster the lock decides. Where it does not, `resources` have the
  // lock ahead of all: what it holds is what is relocated with the bundle.
  bool lock_counts = false;
};

// `root` is the folder that the steps work in. Throws Error with file and line for paths that are not there, and with
// kbld's words for files that it does not understand.
KbldInputs ReadKbldInputs(const AppTemplate& app, const std::string& root, const RenderedCase& rendered,
                          StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_KBLD_INPUTS_H_
