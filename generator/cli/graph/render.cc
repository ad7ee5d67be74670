// pkgrepo render: the manifests of a package version, with default values and with each file of test/values.

#include <algorithm>
#include <memory>
#include <ostream>
#include <streambuf>
#include <variant>

#include "base/json_print.h"
#include "cli/graph/commands.h"
#include "cli/graph/version_step.h"
#include "packaging/app_template.h"
#include "packaging/build_tree.h"
#include "packaging/package_source.h"
#include "packaging/refusal.h"
#include "packaging/rendered_cases.h"
#include "packaging/rendering.h"
#include "packaging/step_cache.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::cli {
namespace {

struct RenderOptions {
  StepFlags step;
  std::vector<std::string> values;
  std::string cache;
};

// Passes on what is written, and knows whether anything was.
class NotedOutput : public std::streambuf {
 public:
  explicit NotedOutput(std::ostream& out) : out_(*out.rdbuf()) {}
  bool was_used() const { return was_used_; }

 protected:
  int_type overflow(int_type c) override {
    was_used_ = true;
    return out_.sputc(traits_type::to_char_type(c));
  }
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    was_used_ = was_used_ || size > 0;
    return out_.sputn(text, size);
  }
  int sync() override { return out_.pubsync(); }

 private:
  std::streambuf& out_;
  bool was_used_ = false;
};

// What the first step of ytt reads first.
std::string RenderedPath(const packaging::AppTemplate& app, const std::string& bundle) {
  const packaging::YttStep* ytt = std::get_if<packaging::YttStep>(&app.steps[0].action);
  if (ytt == nullptr || ytt->paths.empty() || app.fetch.size() > 1) return bundle;
  return CleanPath(JoinPath(bundle, ytt->paths[0]));
}

// The schema is for a Package that the build completes; one written by hand has its own.
void WriteSchema(const packaging::PackageSource& package, const packaging::Renderer& renderer,
                 VersionStep& step) {
  const bool has_own = package.kind == packaging::PackageSource::Kind::kWritten;
  const nlohmann::json schema = has_own ? nlohmann::json() : renderer.ValuesSchema();
  step.disk().WriteFileIfChanged(step.Output(packaging::kSchemaFile), PrintJsonText(schema, 2) + "\n");
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

packaging::CacheableStep Cacheable(const RenderOptions& options, const packaging::PackageFolders& folders,
                                   const std::vector<FileSystem::Entry>& bundle, const FileSystem& disk) {
  packaging::CacheableStep step{
      .arguments = {"render"},
      .folders = folders,
      .outputs = {std::string(packaging::kRenderedRecord), std::string(packaging::kSchemaFile),
                  std::string(packaging::kOriginsFile), std::string(packaging::kRenderedDirectory) + "/"}};
  for (const std::string& file : options.values) {
    step.arguments.insert(step.arguments.end(), {"--values", file});
  }
  const std::string values = folders.source.TestValues();
  const size_t cases = 1 + (disk.IsDirectory(values) ? disk.ListDirectory(values).size() : 0);
  for (const FileSystem::Entry& entry : bundle) {
    step.milliseconds += packaging::kRenderMillisecondsPerByte * static_cast<double>(entry.info.size * cases);
  }
  return step;
}

// Returns whether the results follow from what was read: helm is a program that can be another tomorrow.
bool Render(const RenderOptions& options, const std::string& bundle, VersionStep& step, std::ostream& out,
            std::ostream& err) {
  packaging::StepInputs& inputs = step.inputs();
  const packaging::PackageFolders& folders = step.folders();
  const packaging::PackageSource package = packaging::ReadPackageSource(folders, bundle, inputs);
  const auto app = packaging::AppTemplate::Parse(package.file, package.text);
  TellValuesOfCluster(app, out);
  const packaging::Renderer renderer(app, bundle, folders, inputs, err);
  std::vector<packaging::RenderedCase> cases;
  for (const packaging::Case& values :
       packaging::FindCases(folders.source.TestValues(), options.values, inputs)) {
    cases.push_back(renderer.Render(values));
  }
  packaging::RequireOneRendered(cases, {.file = RenderedPath(app, folders.source.bundle())},
                                [&] { return renderer.HasSchema(); });
  WriteSchema(package, renderer, step);
  packaging::WriteRenderedCases(cases, folders.output, step.disk());
  return std::ranges::none_of(app.steps, [](const packaging::TemplateStep& done) {
    return std::holds_alternative<packaging::HelmStep>(done.action);
  });
}

int Run(RenderOptions& options, std::ostream& out, std::ostream& err) {
  VersionStep step(options.step);
  packaging::StepInputs& inputs = step.inputs();
  const std::string bundle = packaging::BundleDirectory(step.folders(), inputs);
  const auto entries = step.view().Walk(bundle);  // refuses what no bundle can hold, before ytt meets it
  packaging::StepCache cache(options.step.depfile.empty() ? "" : options.cache, err);
  const packaging::CacheableStep work = Cacheable(options, step.folders(), entries, step.disk());
  bool may_keep = false;
  if (!cache.Restore(work, inputs)) {
    NotedOutput noted_out(out);
    NotedOutput noted_err(err);
    std::ostream said(&noted_out);
    std::ostream complained(&noted_err);
    const bool is_repeatable = Render(options, bundle, step, said, complained);
    may_keep = is_repeatable && !noted_out.was_used() && !noted_err.was_used();
  }
  inputs.AddProducts(step.Output(packaging::kRenderedDirectory));
  inputs.AddProduct(step.Output(packaging::kOriginsFile));
  step.Finish(packaging::kRenderedRecord);
  if (may_keep) cache.Keep(work, inputs);
  return 0;
}

}  // namespace

Command MakeRenderCommand() {
  auto options = std::make_shared<RenderOptions>();
  Command command{.name = "render",
                  .summary = "Render a package version with default and with test values",
                  .description =
                      "Runs the template steps of the Package, once with default values and once with each "
                      "file of test/values, and writes what comes out to rendered/ in --output-dir: "
                      "CASE.yaml, or CASE.stderr where the package refuses the values.",
                  .examples = StepExample("render")};
  options->step.Declare(command.flags);
  DeclareCache(&options->cache, command.flags);
  command.flags.StringArray(&options->values, "values", 0,
                            "Give every case the values in `FILE`, too; may be repeated");
  command.run = [options](const Invocation& invocation) {
    return Run(*options, invocation.out, invocation.err);
  };
  return command;
}

}  // namespace pkgrepo::cli
