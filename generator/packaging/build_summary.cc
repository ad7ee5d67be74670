#include "packaging/build_summary.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/ascii.h"
#include "base/strings.h"
#include "packaging/records.h"
#include "packaging/step_table.h"

namespace pkgrepo::packaging {
namespace {

using Package = BuildSummary::Package;

class Summarizer {
 public:
  Summarizer(const BuildTree& tree, const FileSystem& files) : tree_(tree), files_(files) {}

  BuildSummary Summarize() {
    for (const std::string& name : DeclaredNames(tree_.AppList())) {
      AddFailure("app " + name, JoinPath(tree_.App(name), kSourceRecord));
      AddFailure("app " + name, JoinPath(tree_.App(name), kTestRecord));
    }
    for (const std::string& name : DeclaredNames(tree_.ImageList())) AddImage(name);
    for (const std::string& name : DeclaredNames(tree_.ChartList())) AddChart(name);
    for (const auto& [name, versions] : tree_.ReadPackages(files_)) {
      for (const PackageVersion& version : versions) AddPackage(name, version.folder);
    }
    for (const std::string& stage : tree_.ReadStages(files_)) AddStage(stage);
    for (const std::string& name : tree_.ReadRepositories(files_)) {
      AddFailure("repository " + name, tree_.Repository(name));
    }
    return std::move(summary_);
  }

 private:
  std::vector<std::string> DeclaredNames(const std::string& list) const {
    if (!files_.IsFile(list)) return {};
    return NamesOf(ParseDeclaredFiles(files_.ReadFile(list)));
  }

  bool IsBuilt(const std::string& record) const { return files_.IsFile(record) && !ReadFailure(record, files_); }

  void AddImage(const std::string& name) {
    const std::string path = tree_.ImageRecordOf(name);
    BuildSummary::Artifact& image = summary_.images.emplace_back(BuildSummary::Artifact{.name = name, .digest = ""});
    if (IsBuilt(path)) image.digest = ImageRecord::Parse(path, files_.ReadFile(path)).image.manifest.digest.ToString();
    AddFailure("image " + name, path);
  }

  void AddChart(const std::string& name) {
    const std::string path = tree_.ChartRecordOf(name);
    BuildSummary::Artifact& chart = summary_.charts.emplace_back(BuildSummary::Artifact{.name = name, .digest = ""});
    if (IsBuilt(path)) chart.digest = ChartRecord::Parse(path, files_.ReadFile(path)).chart.manifest.digest.ToString();
    AddFailure("chart " + name, path);
  }

  void AddPackage(const std::string& name, const std::string& version) {
    const std::string folder = tree_.Package(name, version);
    Package package{.name = name, .version = version};
    const std::string record = JoinPath(folder, kBundleRecord);
    const std::vector<std::string> outputs = VersionOutputs(folder);
    // What an earlier build has left is no bundle of these sources.
    const bool has_failed = std::any_of(outputs.begin(), outputs.end(), [&](const std::string& output) {
      return output != JoinPath(folder, kPackageFile) && ReadFailure(output, files_);
    });
    if (has_failed) {
      package.bundle = Package::Bundle::kNotBuilt;
    } else if (files_.IsFile(record)) {
      package.bundle = Package::Bundle::kBuilt;
      package.digest = BundleRecord::Parse(record, files_.ReadFile(record)).manifest.digest.ToString();
    } else if (files_.IsFile(JoinPath(folder, kPackageFile))) {
      package.bundle = Package::Bundle::kForeign;
    }
    indexes_[{name, version}] = summary_.packages.size();
    summary_.packages.push_back(std::move(package));
    for (const std::string& output : outputs) AddFailure(name + " " + version, output);
  }

  void AddStage(const std::string& name) {
    const std::string path = tree_.StageRecordOf(name);
    AddFailure("stage " + name, path);
    if (!files_.IsFile(path)) {
      summary_.stages.push_back({.name = name, .digest = ""});
      return;
    }
    const StageRecord stage = StageRecord::Parse(path, files_.ReadFile(path));
    summary_.stages.push_back({.name = name,
                               .digest = stage.bundle.manifest.digest.ToString(),
                               .package_count = stage.packages.size(),
                               .size = SizeOf(JoinPath(tree_.Stage(name), std::string(kStageBundle) + "/packages"))});
    for (const StagedPackage& staged : stage.packages) {
      const auto held = indexes_.find({staged.name, staged.version});
      if (held != indexes_.end()) summary_.packages[held->second].stages.push_back(name);
    }
  }

  uint64_t SizeOf(const std::string& folder) const {
    uint64_t size = 0;
    if (!files_.IsDirectory(folder)) return size;
    for (const FileSystem::Entry& entry : files_.Walk(folder)) size += entry.info.size;
    return size;
  }

  void AddFailure(const std::string& what, const std::string& output) {
    if (std::optional<StepFailure> failure = ReadFailure(output, files_)) {
      summary_.failures.push_back({what, *std::move(failure)});
    }
  }

  const BuildTree& tree_;
  const FileSystem& files_;
  BuildSummary summary_;
  // By name and version, where each package is in the summary.
  std::map<std::pair<std::string, std::string>, size_t> indexes_;
};

// What is on one side of a name: the end of the text counts as a blank.
char At(std::string_view text, size_t index) { return index < text.size() ? text[index] : ' '; }

bool IsWordCharacter(char c) { return IsAlphanumeric(static_cast<unsigned char>(c)) || c == '_'; }

// `text` with "*" in place of each word that is `name`. One between blanks is no name, as "a" in "a step failed".
std::string WithoutName(std::string_view text, std::string_view name) {
  std::string result;
  size_t begin = 0;
  for (size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    const char before = At(text, at - 1);
    const char after = At(text, at + name.size());
    if (at < begin || IsWordCharacter(before) || IsWordCharacter(after) || (before == ' ' && after == ' ')) continue;
    result += std::string(text.substr(begin, at - begin)) + "*";
    begin = at + name.size();
  }
  return result + std::string(text.substr(begin));
}

// `text` without lines and columns, ":15" of "app.yaml:15".
std::string WithoutLines(std::string_view text) {
  std::string result;
  for (size_t i = 0; i < text.size();) {
    size_t end = i + 1;
    while (text[i] == ':' && end < text.size() && IsDigit(static_cast<unsigned char>(text[end]))) ++end;
    if (end == i + 1) result += text[i];
    i = end;
  }
  return result;
}

// The same for failures that differ only in what is their own.
std::string KindOf(const BuildSummary::Failure& failure) {
  std::string reason = failure.failure.reason;
  for (const std::string_view word : Split(failure.what, ' ')) reason = WithoutName(reason, word);
  return failure.failure.step + "\n" + WithoutLines(reason);
}

}  // namespace

std::vector<FailureGroup> GroupFailures(std::vector<BuildSummary::Failure> failures, const std::string& source) {
  std::vector<FailureGroup> groups;
  std::map<std::string, size_t> indexes;
  for (BuildSummary::Failure& failure : failures) {
    failure.failure.reason = ReplaceAll(failure.failure.reason, source, "");
    const auto [known, is_new] = indexes.try_emplace(KindOf(failure), groups.size());
    if (is_new) groups.push_back({.failure = failure.failure, .names = {}});
    groups[known->second].names.push_back(failure.what);
  }
  std::ranges::stable_sort(groups, std::ranges::greater(), [](const FailureGroup& group) { return group.names.size(); });
  return groups;
}

BuildSummary SummarizeBuild(const BuildTree& tree, const FileSystem& files) {
  return Summarizer(tree, files).Summarize();
}

}  // namespace pkgrepo::packaging
