// What the template steps of a Package make of its bundle: manifests with the values of each case, and the schema of
// the values.

#ifndef PKGREPO_PACKAGING_RENDERING_H_
#define PKGREPO_PACKAGING_RENDERING_H_

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "packaging/app_template.h"
#include "packaging/package_folders.h"
#include "packaging/rendered_cases.h"
#include "packaging/step_inputs.h"
#include "packaging/ytt_run.h"

namespace pkgrepo::packaging {

// A case to render: values files on top of the package's own values.
struct Case {
  std::string name;
  // As the values of a PackageInstall, they go to the first step of ytt or helm. For ytt, a file with the annotation
  // #@data/values counts as one of the package's files, others as --data-values-file.
  std::vector<std::string> values_files;
};

// The default case, then one for each file of `test_values`, by name; `values` are ahead of the case's own.
// Throws Error if two files make one case, and for names that a test cannot have. Hidden files are not cases.
std::vector<Case> FindCases(const std::string& test_values, const std::vector<std::string>& values,
                            StepInputs& inputs);

// Renders the cases of one Package.
class Renderer {
 public:
  // `bundle` is what the Package fetches; `messages` gets what templates print. All are kept and must outlive the
  // object. Throws Error with file and line for steps that name what is not there.
  Renderer(const AppTemplate& app, const std::string& bundle, const PackageFolders& folders,
           StepInputs& inputs, std::ostream& messages);

  // The manifests, or the message by which ytt or helm refuses the values, as the tool prints it. Throws
  // Error for a step that is not supported here.
  RenderedCase Render(const Case& values) const;

  // The schema of the values of the first step, if that is one of ytt, in OpenAPI v3; null if it has no values. Without a
  // schema in the bundle one is inferred (YttRun::ValuesSchema()).
  nlohmann::json ValuesSchema() const;
  // Whether the bundle has a schema for the values.
  bool HasSchema() const;
  // YttRun::InferSchema() of the first step, for a file beside the values; nullopt if that is not one of ytt.
  std::optional<YttRun::InferredSchema> InferSchema() const;

 private:
  std::string PathOf(const std::string& path) const;
  YttArguments ArgumentsOf(size_t index, const YttStep& step) const;
  // The first step; null if it is not one of ytt.
  std::unique_ptr<YttRun> FirstRun() const;

  const AppTemplate& app_;
  StepInputs& inputs_;
  std::ostream& messages_;
  // The folder that the steps work in.
  std::string root_;
  // What stands for the App's name and namespace.
  std::string name_;
  // By the number of the step.
  std::map<size_t, std::string> inline_folders_;
  mutable std::map<size_t, std::shared_ptr<YttFiles>> ytt_files_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_RENDERING_H_
