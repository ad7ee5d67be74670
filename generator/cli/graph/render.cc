// pkgrepo render: the manifests of a package version, with default values and with each file of test/values.

#include <algorithm>
#include <memory>

#include "base/error.h"
#include "base/strings.h"
#include "cli/error_text.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_view.h"
#include "packaging/rendered_cases.h"
#include "packaging/rendering.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::cli {
namespace {

struct RenderOptions {
  StepFlags step;
  std::vector<std::string> values;
};

// What ytt prints where it fails, so that a refusal is compared with what the tool itself says.
std::string RefusalText(const Error& error) {
  return "ytt: Error: " + FormatErrorChain(error.message()) + "\n";
}

packaging::RenderedCase Render(const std::string& bundle, const packaging::Case& values,
                               packaging::StepInputs& inputs) {
  try {
    return {.name = values.name, .refused = false, .text = packaging::RenderCase(bundle, values, inputs)};
  } catch (const Error& error) {
    return {.name = values.name, .refused = true, .text = RefusalText(error)};
  }
}

// A package that demands values renders with some of its cases only; one that never renders is broken.
void RequireOneRendered(const std::vector<packaging::RenderedCase>& cases, const std::string& bundle) {
  if (std::any_of(cases.begin(), cases.end(), [](const auto& rendered) { return !rendered.refused; })) return;
  throw Error("the package does not render:\n" + std::string(Trim(cases[0].text)))
      .At({.file = JoinPath(bundle, "config")})
      .Hint("if it demands values, give some in test/values/ or by VALUES of add_carvel_package()");
}

// The schema is for the Package that the build makes; one written by hand has its own.
void WriteSchema(const RenderOptions& options, const std::string& bundle, packaging::StepInputs& inputs) {
  const bool is_hand_written = inputs.IsFile(JoinPath(options.step.folders.source, packaging::kPackageFile));
  const nlohmann::json schema = is_hand_written ? nlohmann::json() : packaging::ValuesSchema(bundle, inputs);
  inputs.files().WriteFileIfChanged(options.step.Output(packaging::kSchemaFile), schema.dump(2) + "\n");
}

int Run(RenderOptions& options) {
  options.step.Require();
  RealFileSystem disk;
  packaging::BundleView view(disk, options.step.folders);
  packaging::StepInputs inputs(view, disk);
  const std::string bundle = packaging::BundleDirectory(options.step.folders, inputs);
  view.Walk(bundle);  // refuses what no bundle can hold, before ytt meets it
  const std::string test_values = JoinPath(options.step.folders.source, "test/values");
  std::vector<packaging::RenderedCase> cases;
  for (const packaging::Case& values : packaging::FindCases(test_values, options.values, inputs)) {
    cases.push_back(Render(bundle, values, inputs));
  }
  RequireOneRendered(cases, options.step.folders.bundle);
  WriteSchema(options, bundle, inputs);
  packaging::WriteRenderedCases(cases, options.step.folders.output, disk);
  inputs.AddProducts(options.step.Output(packaging::kRenderedDirectory));
  inputs.WriteDepfile(options.step.depfile, options.step.Output(packaging::kRenderedRecord));
  return 0;
}

}  // namespace

Command MakeRenderCommand() {
  auto options = std::make_shared<RenderOptions>();
  Command command{.name = "render", .summary = "Render a package version with default and with test values"};
  options->step.Declare(command.flags);
  command.flags.StringArray(&options->values, "values", 0,
                            "Values for every case (can be given several times)");
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
