#include "packaging/rendering.h"

#include <set>
#include <utility>

#include "base/error.h"
#include "base/process.h"
#include "packaging/build_tree.h"
#include "packaging/chart_schema.h"
#include "packaging/fetched_tree.h"
#include "packaging/helm_run.h"
#include "packaging/refusal.h"
#include "packaging/source_text.h"

namespace pkgrepo::packaging {
namespace {

constexpr std::string_view kNotInCaseNames = ";[]\\\n";

// What of a step's values is known without a cluster.
std::vector<std::string> ValuesFiles(const TemplateValues& values, const std::string& root) {
  std::vector<std::string> files;
  for (const std::string& path : values.paths) {
    files.push_back(path == kStreamPath ? path : CleanPath(JoinPath(root, path)));
  }
  return files;
}

// Inline files of a ytt step, which kapp-controller hands over as one more folder.
std::string InlineFolder(const std::string& output, size_t step) {
  return JoinPath(JoinPath(output, kInlineDirectory), std::to_string(step));
}

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
      throw Error(
          "this case cannot give its name to a test: CMake does not accept ;, [, ], \\ and line breaks in it")
          .At({.file = path})
          .Hint("rename this file");
    }
    if (!names.insert(found.name).second) {
      throw Error("there is already a case '" + found.name + "'").At({.file = path}).Hint("rename this file");
    }
    ReadSourceText(path, inputs);
    found.values_files.push_back(path);
    cases.push_back(std::move(found));
  }
  return cases;
}

Renderer::Renderer(const AppTemplate& app, const std::string& bundle, const PackageFolders& folders,
                   StepInputs& inputs, std::ostream& messages)
    : app_(app),
      inputs_(inputs),
      messages_(messages),
      root_(FetchedTree(app, bundle, folders.output, inputs)),
      name_(BaseName(DirName(folders.output))) {
  for (size_t i = 0; i < app.steps.size(); ++i) {
    const YttStep* ytt = std::get_if<YttStep>(&app.steps[i].action);
    if (ytt == nullptr) continue;
    for (const std::string& path : ytt->paths) {
      if (path == kStreamPath) continue;
      if (!inputs.files().StatFollowing(PathOf(path))) {
        throw Error("the step reads '" + path + "', which is not in " + root_).At(app.steps[i].position);
      }
      RefuseForeignFiles(PathOf(path), inputs);
    }
    if (ytt->inline_files.empty()) continue;
    const std::string folder = InlineFolder(folders.output, i);
    inputs.files().RemoveAll(folder);
    for (const auto& [path, content] : ytt->inline_files) {
      inputs.files().WriteFile(JoinPath(folder, path), content);
    }
    inline_folders_[i] = folder;
  }
}

std::string Renderer::PathOf(const std::string& path) const { return CleanPath(JoinPath(root_, path)); }

YttArguments Renderer::ArgumentsOf(size_t index, const YttStep& step) const {
  YttArguments arguments{.file_marks = step.file_marks,
                         .ignore_unknown_comments = step.ignore_unknown_comments,
                         .messages = &messages_};
  for (const std::string& path : step.paths) {
    arguments.files.push_back(path == kStreamPath ? path : PathOf(path));
  }
  if (step.paths.empty()) arguments.files.push_back(index == 0 ? root_ : kStreamPath);
  const auto inline_folder = inline_folders_.find(index);
  if (inline_folder != inline_folders_.end()) arguments.files.push_back(inline_folder->second);
  arguments.values_files = ValuesFiles(step.values, root_);
  return arguments;
}

RenderedCase Renderer::Render(const Case& values) const {
  RenderedCase rendered{.name = values.name, .refused = false, .text = {}};
  std::vector<std::string> users_values = values.values_files;
  for (size_t i = 0; i < app_.steps.size(); ++i) {
    const TemplateStep& step = app_.steps[i];
    if (const YttStep* ytt = std::get_if<YttStep>(&step.action)) {
      YttArguments arguments = ArgumentsOf(i, *ytt);
      arguments.stream = std::move(rendered.text);
      for (const std::string& file : std::exchange(users_values, {})) arguments.values_files.push_back(file);
      try {
        YttRun::Result result = YttRun(std::move(arguments), inputs_, ytt_files_[i]).Render();
        rendered.text = std::move(result.manifests);
        rendered.origins = std::move(result.origins);
      } catch (const Error& error) {
        return {.name = values.name, .refused = true, .text = RefusalText(error.message())};
      }
    } else if (const HelmStep* helm = std::get_if<HelmStep>(&step.action)) {
      std::vector<std::string> files = ValuesFiles(helm->values, root_);
      for (const std::string& file : std::exchange(users_values, {})) {
        inputs_.Add(file);
        files.push_back(file);
      }
      inputs_.Walk(root_);
      rendered.origins.clear();
      HelmResult result =
          RunHelm(*helm, step.position, root_, files, rendered.text, name_, RealProcessRunner());
      if (result.refused) return {.name = values.name, .refused = true, .text = std::move(result.text)};
      rendered.text = std::move(result.text);
    }
  }
  return rendered;
}

std::unique_ptr<YttRun> Renderer::FirstRun() const {
  const YttStep* ytt = std::get_if<YttStep>(&app_.steps[0].action);
  return ytt == nullptr ? nullptr : std::make_unique<YttRun>(ArgumentsOf(0, *ytt), inputs_, ytt_files_[0]);
}

nlohmann::json Renderer::ValuesSchema() const {
  if (const HelmStep* helm = std::get_if<HelmStep>(&app_.steps[0].action)) {
    const std::string file = JoinPath(PathOf(helm->path), kChartValues);
    const std::optional<std::string> values = inputs_.ReadIfPresent(file);
    return values ? ChartValuesSchema(file, *values) : nlohmann::json();
  }
  const std::unique_ptr<YttRun> run = FirstRun();
  return run ? run->ValuesSchema() : nlohmann::json();
}

std::optional<YttRun::InferredSchema> Renderer::InferSchema() const {
  const std::unique_ptr<YttRun> run = FirstRun();
  return run ? run->InferSchema(ytt::ListDefaults::kEmpty) : std::nullopt;
}

bool Renderer::HasSchema() const {
  const std::unique_ptr<YttRun> run = FirstRun();
  return run && run->HasSchema();
}

}  // namespace pkgrepo::packaging
