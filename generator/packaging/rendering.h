// What ytt makes of a bundle: its manifests with the values of each case, and the schema of its values.

#ifndef PKGREPO_PACKAGING_RENDERING_H_
#define PKGREPO_PACKAGING_RENDERING_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

// A case to render: values files on top of the package's own values.
struct Case {
  std::string name;
  // A file with the annotation #@data/values counts as one of the package's files, others as
  // --data-values-file.
  std::vector<std::string> values_files;
};

// The default case, then one for each file of `test_values`, by name; `values` are ahead of the case's own.
// Throws Error if two files make one case, and for names that no test can have. Hidden files are no cases.
std::vector<Case> FindCases(const std::string& test_values, const std::vector<std::string>& values,
                            StepInputs& inputs);

// The manifests that `bundle` gives with the values of a case. Throws Error with ytt's message if the package
// refuses them.
std::string RenderCase(const std::string& bundle, const Case& values, StepInputs& inputs);

// The schema of the bundle's values in OpenAPI v3; null if it has none.
nlohmann::json ValuesSchema(const std::string& bundle, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_RENDERING_H_
