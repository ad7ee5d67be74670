// The cases of a package version as the render step left them: the manifests of each, or the message that
// refused it.

#ifndef PKGREPO_PACKAGING_RENDERED_CASES_H_
#define PKGREPO_PACKAGING_RENDERED_CASES_H_

#include <string>
#include <vector>

#include "packaging/manifests.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

// The case without values of its own.
inline constexpr const char* kDefaultCase = "default";

struct RenderedCase {
  std::string name;
  // The package refused the values: `text` is the message, as ytt or helm prints it, else the manifests.
  bool refused = false;
  std::string text;
  // Of each document, the line of the template, overlay or vendored file that it begins with; "" where that is not
  // known. May be empty.
  std::vector<std::string> origins = {};

  // "default.yaml" or "default.stderr", in rendered/ as among the expected files.
  std::string FileName() const { return name + (refused ? ".stderr" : ".yaml"); }
};

// Writes rendered/, origins.json and rendered.json in `output`, the version's folder in the build tree: a file per
// case, equal ones left alone, those of earlier cases removed. Origins are apart from the record, on which later steps
// depend.
void WriteRenderedCases(const std::vector<RenderedCase>& cases, const std::string& output, FileSystem& files);

// Without origins. Throws Error if the render step has not run.
std::vector<RenderedCase> ReadRenderedCases(const std::string& output, StepInputs& inputs);

// The origins of the documents of a case, as RenderedCase has them; none if the render step has left none.
std::vector<std::string> ReadOrigins(const std::string& case_name, const std::string& output,
                                     StepInputs& inputs);

// The objects of a case. Throws Error for manifests that are not YAML.
Resources ParseManifests(const RenderedCase& rendered);

// The origins of the objects, one each, in the order of ParseManifests(); none if those of the documents are not known.
std::vector<std::string> ObjectOrigins(const RenderedCase& rendered);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_RENDERED_CASES_H_
