// pkgrepo render: the manifests of a package version, with default values and with each file of test/values.

#include <algorithm>
#include <memory>
#include <ostream>

#include "base/error.h"
#include "base/strings.h"
#include "cli/error_text.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/app_template.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_view.h"
#include "packaging/package_source.h"
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
std::string RefusalText(const std::string& message) {
  return "ytt: Error: " + FormatErrorChain(message) + "\n";
}

// Whether a message of ytt is one that packages give which have no default for a value.
bool DemandsValues(const std::string& message) {
  constexpr std::string_view kSigns[] = {"assert.fail", "struct has no .", "data values", "NoneType"};
  return std::any_of(std::begin(kSigns), std::end(kSigns),
                     [&](std::string_view sign) { return message.find(sign) != std::string::npos; });
}

// What the first step of ytt reads first.
std::string RenderedPath(const packaging::AppTemplate& app, const std::string& bundle) {
  const packaging::YttStep* ytt = std::get_if<packaging::YttStep>(&app.steps[0].action);
  if (ytt == nullptr || ytt->paths.empty() || app.fetch.size() > 1) return bundle;
  return CleanPath(JoinPath(bundle, ytt->paths[0]));
}

// A package that demands values renders with some of its cases only; one that never renders is broken.
void RequireOneRendered(const std::vector<packaging::RenderedCase>& cases, const packaging::AppTemplate& app,
                        const std::string& bundle) {
  if (std::any_of(cases.begin(), cases.end(), [](const auto& rendered) { return !rendered.refused; })) return;
  Error error("the package does not render:\n" + std::string(Trim(cases[0].text)));
  error.At({.file = RenderedPath(app, bundle)});
  if (DemandsValues(cases[0].text)) {
    error.Hint("if it demands values, give some in test/values/ or by VALUES of add_carvel_package()");
  }
  throw error;
}

// The schema is for a Package that the build completes; one written by hand has its own.
void WriteSchema(const RenderOptions& options, const packaging::PackageSource& package,
                 const packaging::Renderer& renderer, FileSystem& files) {
  const bool has_own = package.kind == packaging::PackageSource::Kind::kWritten;
  const nlohmann::json schema = has_own ? nlohmann::json() : renderer.ValuesSchema();
  files.WriteFileIfChanged(options.step.Output(packaging::kSchemaFile), schema.dump(2) + "\n");
}

// What only a cluster has is said once, since the manifests may differ by it.
void TellValuesOfCluster(const packaging::AppTemplate& app, std::ostream& out) {
  for (const packaging::TemplateStep& step : app.steps) {
    std::visit(
        [&out](const auto& action) {
          if constexpr (requires { action.values; }) {
            for (const Position& position : action.values.of_cluster) {
              out << position.ToString()
                  << ": note: rendered without these values, which only a cluster has\n";
            }
          }
        },
        step.action);
  }
}

int Run(RenderOptions& options, std::ostream& out) {
  options.step.Require();
  RealFileSystem disk;
  packaging::BundleView view(disk, options.step.folders);
  packaging::StepInputs inputs(view, disk);
  const packaging::PackageFolders& folders = options.step.folders;
  const std::string bundle = packaging::BundleDirectory(folders, inputs);
  view.Walk(bundle);  // refuses what no bundle can hold, before ytt meets it
  const packaging::PackageSource package = packaging::ReadPackageSource(folders, bundle, inputs);
  const auto app = packaging::AppTemplate::Parse(package.file, package.text);
  TellValuesOfCluster(app, out);
  const packaging::Renderer renderer(app, bundle, folders, inputs);
  std::vector<packaging::RenderedCase> cases;
  for (const packaging::Case& values :
       packaging::FindCases(JoinPath(folders.source, "test/values"), options.values, inputs)) {
    cases.push_back(renderer.Render(values));
    if (cases.back().refused) cases.back().text = RefusalText(cases.back().text);
  }
  RequireOneRendered(cases, app, folders.bundle);
  WriteSchema(options, package, renderer, disk);
  packaging::WriteRenderedCases(cases, folders.output, disk);
  inputs.AddProducts(options.step.Output(packaging::kRenderedDirectory));
  inputs.AddProduct(options.step.Output(packaging::kOriginsFile));
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
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
