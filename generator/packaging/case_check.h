// The checks of one rendered case of a package version: each is a test (packaging/case_test.h).
//
//   const CaseCheckOptions options{.folders = folders};
//   const RenderedCase rendered = FindCase("default", options, inputs);
//   for (const std::string& finding : CheckCase("objects", rendered, options, inputs)) …
//
//   renders    the values are not refused
//   refused    the values are refused, with the message that is expected
//   expected   the manifests are those that are expected
//   images     the lock has every image (FindImageUse() of packaging/manifests.h)
//   objects    a cluster would accept what is deployed (CheckObjects())
//   ordering   kapp's change rules name groups that exist (CheckOrdering())

#ifndef PKGREPO_PACKAGING_CASE_CHECK_H_
#define PKGREPO_PACKAGING_CASE_CHECK_H_

#include <string>
#include <vector>

#include "packaging/package_folders.h"
#include "packaging/rendered_cases.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

struct CaseCheckOptions {
  PackageFolders folders;
  // The folder of the expected manifests, for `expected` and `refused`.
  std::string expected = {};
};

// The case of this name. Throws Error with the names of all cases if there is none.
RenderedCase FindCase(const std::string& name, const CaseCheckOptions& options, StepInputs& inputs);

// What the check finds: whole messages. None means that all is well. Throws Error for a check that is unknown, for
// files that are missing, and for manifests that are not YAML.
std::vector<std::string> CheckCase(const std::string& check, const RenderedCase& rendered,
                                   const CaseCheckOptions& options, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_CASE_CHECK_H_
