#include "artifact/app_status.h"

#include <functional>
#include <optional>
#include <set>

#include "base/strings.h"
#include "packaging/input_record.h"
#include "packaging/records.h"
#include "packaging/step_failure.h"
#include "packaging/step_table.h"

namespace pkgrepo::artifact {
namespace {

using packaging::BuildTree;

class StatusReader {
 public:
  StatusReader(const BuildTree& tree, FileSystem& files) : tree_(tree), files_(files) {}

  // `line` is one of apps.list.
  AppStatus Read(std::string_view line) {
    const std::vector<std::string_view> words = Split(line, ' ');
    if (words.size() < 4) throw Error("expected 'NAME VERSION TEST STAGE IMAGE...': " + std::string(line)).At({.file = tree_.AppList()});
    AppStatus app{.name = std::string(words[0]), .version = std::string(words[1]), .steps = {}};
    const std::string folder = tree_.App(app.name);
    app.steps.push_back(StepOf("source", {JoinPath(folder, packaging::kSourceRecord)}, [&](const std::string& path) {
      return packaging::AppSourceRecord::Parse(path, files_.ReadFile(path)).revision.ToString();
    }));
    if (words[2] != "-") {
      app.steps.push_back(StepOf("test", {JoinPath(folder, packaging::kTestRecord)},
                                 [](const std::string&) { return std::string("passed"); }));
    }
    for (size_t i = 4; i < words.size(); ++i) AddImage(std::string(words[i]), app);
    const std::string version = tree_.Package(app.name, app.version);
    app.steps.push_back(StepOf("ops bundle", packaging::VersionOutputs(version), [&](const std::string&) {
      const std::string path = JoinPath(version, packaging::kBundleRecord);
      return packaging::BundleRecord::Parse(path, files_.ReadFile(path)).Image();
    }));
    const std::string stage = tree_.StageRecordOf(std::string(words[3]));
    app.steps.push_back(StepOf("package bundle", {stage}, [&](const std::string& path) {
      return packaging::StageRecord::Parse(path, files_.ReadFile(path)).bundle.Image();
    }));
    return app;
  }

 private:
  void AddImage(const std::string& name, AppStatus& app) const {
    app.steps.push_back(StepOf("image " + name, {tree_.ImageRecordOf(name)}, [&](const std::string& path) {
      return packaging::ImageRecord::Parse(path, files_.ReadFile(path)).image.Image();
    }));
  }

  AppStep StepOf(const std::string& name, const std::vector<std::string>& outputs,
                 const std::function<std::string(const std::string&)>& read) const {
    AppStep step{.name = name};
    for (const std::string& output : outputs) {
      if (const auto failure = packaging::ReadFailure(output, files_)) {
        step.state = AppStep::State::kFailed;
        step.reason = failure->reason;
        return step;
      }
      if (!files_.IsFile(output)) return step;
    }
    step.result = read(outputs[0]);
    step.state = AppStep::State::kDone;
    try {
      packaging::RequireFresh(outputs, files_);
    } catch (const Error& error) {
      step.state = AppStep::State::kStale;
      step.reason = error.message();
    }
    return step;
  }

  const BuildTree& tree_;
  FileSystem& files_;
};

// A step that waits for one that is not done would make something else.
void SpreadStaleness(AppStatus& app) {
  const AppStep* first = nullptr;
  for (AppStep& step : app.steps) {
    if (first != nullptr && step.state == AppStep::State::kDone) {
      step.state = AppStep::State::kStale;
      step.reason = "waits for the " + first->name;
    }
    if (first == nullptr && step.state != AppStep::State::kDone) first = &step;
  }
}

}  // namespace

std::string_view NameOf(AppStep::State state) {
  switch (state) {
    case AppStep::State::kDone:
      return "done";
    case AppStep::State::kStale:
      return "out of date";
    case AppStep::State::kFailed:
      return "failed";
    case AppStep::State::kNotBuilt:
      break;
  }
  return "not built";
}

std::vector<AppStatus> ReadAppStatus(const BuildTree& tree, FileSystem& files) {
  tree.ReadPackages(files);  // for the error
  std::vector<AppStatus> apps;
  if (!files.IsFile(tree.AppList())) return apps;
  StatusReader reader(tree, files);
  const std::string list = files.ReadFile(tree.AppList());
  for (std::string_view line : SplitLines(list)) {
    apps.push_back(reader.Read(line));
    SpreadStaleness(apps.back());
  }
  return apps;
}

}  // namespace pkgrepo::artifact
