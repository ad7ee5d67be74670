// pkgrepo render: the manifests of a package version, with default values and with each file of test/values.

#include <memory>
#include <ostream>

#include "base/json_print.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/app_template.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_view.h"
#include "packaging/package_source.h"
#include "packaging/refusal.h"
#include "packaging/rendered_cases.h"
#include "packaging/rendering.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::cli {
namespace {

struct RenderOptions {
  StepFlags step;
  std::vector<std::string> values;
};

// What the first step of ytt reads first.
std::string RenderedPath(const packaging::AppTemplate& app, const std::string& bundle) {
  const packaging::YttStep* ytt = std::get_if<packaging::YttStep>(&app.steps[0].action);
  if (ytt == nullptr || ytt->paths.empty() || app.fetch.size() > 1) return bundle;
  return CleanPath(JoinPath(bundle, ytt->paths[0]));
}

// The schema is for a Package that the build completes; one written by hand has its own.
void WriteSchema(const RenderOptions& options, const packaging::PackageSource& package,
                 const packaging::Renderer& renderer, FileSystem& files) {
  const bool has_own = package.kind == packaging::PackageSource::Kind::kWritten;
  const nlohmann::json schema = has_own ? nlohmann::json() : renderer.ValuesSchema();
  files.WriteFileIfChanged(options.step.Output(packaging::kSchemaFile), PrintJsonText(schema, 2) + "\n");
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

int Run(RenderOptions& options, std::ostream& out, std::ostream& err) {
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
  const packaging::Renderer renderer(app, bundle, folders, inputs, err);
  std::vector<packaging::RenderedCase> cases;
  for (const packaging::Case& values :
       packaging::FindCases(folders.source.TestValues(), options.values, inputs)) {
    cases.push_back(renderer.Render(values));
  }
  packaging::RequireOneRendered(cases, {.file = RenderedPath(app, folders.source.bundle())});
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
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out, invocation.err); };
  return command;
}

}  // namespace pkgrepo::cli
