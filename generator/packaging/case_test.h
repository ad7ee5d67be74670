// One test of a package version, as CTest runs it: a check of a case (packaging/case_check.h), made only where there is
// something to check. One test reports one failure; those that depend on it say which.
//
//   const CaseResult result = TestCase("objects", "default", {.folders = folders}, inputs);

#ifndef PKGREPO_PACKAGING_CASE_TEST_H_
#define PKGREPO_PACKAGING_CASE_TEST_H_

#include <string>
#include <vector>

#include "packaging/case_check.h"
#include "packaging/step_cache.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

struct CaseResult {
  // Nothing was checked, since another test fails; the message says which.
  bool skipped = false;
  // What is wrong. None means that the test passes.
  std::vector<std::string> messages = {};
};

// What passes is kept in `cache`, unless null, so that the same need not be tested again. Throws Error where the first test
// of a version finds that it was not rendered, if what was built is older than its sources, and as FindCase() and
// CheckCase() do.
CaseResult TestCase(const std::string& check, const std::string& case_name, const CaseCheckOptions& options,
                    StepInputs& inputs, StepCache* cache = nullptr);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_CASE_TEST_H_
