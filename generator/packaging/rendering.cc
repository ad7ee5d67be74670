#include "packaging/rendering.h"

#include <iostream>
#include <set>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/rendered_cases.h"
#include "starlark/values/heap.h"
#include "yaml/printer.h"
#include "ytt/datavalues/value_flags.h"
#include "ytt/library/library_execution.h"
#include "ytt/workspace/input_files.h"

namespace pkgrepo::packaging {
namespace {

constexpr std::string_view kNotInCaseNames = ";[]\\\n";

// Whether a line of `text` is the annotation by which ytt knows values among its files.
bool HasValuesAnnotation(std::string_view text) {
  constexpr std::string_view kMark = "#@";
  for (std::string_view line : SplitLines(text)) {
    line = Trim(line);
    if (line.starts_with(kMark) && Trim(line.substr(kMark.size())).starts_with("data/values")) return true;
  }
  return false;
}

// One run of ytt over the bundle's config/. Objects of the run live as long as this does.
class Template {
 public:
  Template(const std::string& bundle, const std::vector<std::string>& values_files, StepInputs& inputs)
      : input_({.disk = inputs.files(),
                .standard_input = std::cin,
                .fetch = {},
                .symlinks = {},
                .plain_paths = true}) {
    const std::string config = JoinPath(bundle, "config");
    if (!inputs.IsDirectory(config)) throw Error("no such directory: " + config);
    inputs.Walk(config);
    std::vector<std::string> files = {config};
    ytt::ValueFlags flags;
    for (const std::string& file : values_files) {
      (HasValuesAnnotation(inputs.Read(file)) ? files : flags.files).push_back(file);
    }
    library_ = ytt::LibraryTree::Make(input_.Resolve(files));
    execution_ = std::make_unique<ytt::LibraryExecution>(
        *library_, ytt::ExecutionOptions{.loader = {.messages = &std::cerr}});
    execution_->AddValues(ytt::ReadValueFlags(flags, {.input = input_, .environment = {}}));
  }

  ytt::LibraryExecution& execution() { return *execution_; }

 private:
  starlark::Heap heap_;
  ytt::InputFiles input_;
  std::unique_ptr<ytt::LibraryTree> library_;
  std::unique_ptr<ytt::LibraryExecution> execution_;
};

}  // namespace

std::vector<Case> FindCases(const std::string& test_values, const std::vector<std::string>& values,
                            StepInputs& inputs) {
  std::vector<Case> cases = {{.name = kDefaultCase, .values_files = values}};
  std::set<std::string> names = {kDefaultCase};
  for (const std::string& file : inputs.List(test_values)) {
    const bool is_hidden = file.starts_with('.');  // an editor's, as `.#three.yaml`
    if (is_hidden || (!file.ends_with(".yaml") && !file.ends_with(".yml"))) continue;
    Case found{.name = file.substr(0, file.rfind('.')), .values_files = values};
    const std::string path = JoinPath(test_values, file);
    if (found.name.find_first_of(kNotInCaseNames) != std::string::npos) {
      throw Error("no test can have the name of this case: CMake does not take ;, [, ], \\ and line breaks")
          .At({.file = path})
          .Hint("rename this file");
    }
    if (!names.insert(found.name).second) {
      throw Error("there is a case '" + found.name + "' already").At({.file = path}).Hint("rename this file");
    }
    found.values_files.push_back(path);
    cases.push_back(std::move(found));
  }
  return cases;
}

std::string RenderCase(const std::string& bundle, const Case& values, StepInputs& inputs) {
  Template run(bundle, values.values_files, inputs);
  return yaml::PrintYaml(*run.execution().Evaluate().AllDocuments());
}

nlohmann::json ValuesSchema(const std::string& bundle, StepInputs& inputs) {
  Template run(bundle, {}, inputs);
  std::string text;
  yaml::AppendJson(text, run.execution().ReadSchema().schema.OpenApiDocument().value);
  const nlohmann::json schema = nlohmann::json::parse(text).at("components").at("schemas").at("dataValues");
  return schema.contains("properties") ? schema : nlohmann::json();
}

}  // namespace pkgrepo::packaging
