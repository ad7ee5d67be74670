// Vendored trees that are not committed: fetched at their locked revision into the build tree.

#ifndef PKGREPO_PACKAGING_VENDORING_H_
#define PKGREPO_PACKAGING_VENDORING_H_

#include <string>

#include "packaging/step_inputs.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::packaging {

struct VendorOptions {
  PackageFolders folders;
  // The target that vendors into the source tree, for messages.
  std::string sync_target;
};

// Looks which directories of vendir.yml the bundle has. If it has all, or there is no vendir.yml, nothing is
// done; else the bundle is copied to vendored/ of `output`, and what is missing is fetched there. What was
// fetched stays until vendir.yml or its lock changes. Throws Error if something is to be fetched and
// vendir.lock.yml is missing.
VendorRecord Vendor(const VendorOptions& options, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_VENDORING_H_
