#include "packaging/build_tree.h"

#include <algorithm>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::packaging {

packaging::PackageList BuildTree::ReadPackages(const FileSystem& files) const {
  const std::string list = PackageList();
  if (!files.IsFile(list)) {
    throw Error("no packages are configured in " + std::string(DirName(directory_))).Hint("run cmake first");
  }
  return ParsePackageList(list, files.ReadFile(list));
}

std::string BuildTree::ImageRecordOf(const std::string& name) const { return JoinPath(Image(name), kImageRecord); }

std::string BuildTree::ChartRecordOf(const std::string& name) const { return JoinPath(Chart(name), kChartRecord); }

std::string BuildTree::StageRecordOf(const std::string& stage) const { return JoinPath(Stage(stage), kStageRecord); }

std::string BuildTree::Repository(const std::string& name) const {
  return RepositoryStem(name) + std::string(kRepositoryFile);
}

std::map<std::string, std::string> BuildTree::ReadPublishedLocks(const FileSystem& files) const {
  std::map<std::string, std::string> locks;
  if (!files.IsFile(PublishedList())) return locks;
  const std::string text = files.ReadFile(PublishedList());
  for (std::string_view line : SplitLines(text)) {
    const size_t end = line.find(' ', line.find(' ') + 1);
    if (end != std::string_view::npos) locks[ReplaceAll(std::string(line.substr(0, end)), " ", "/")] = line.substr(end + 1);
  }
  return locks;
}

std::vector<std::string> BuildTree::ReadStages(const FileSystem& files) const {
  return NamesOf(ParseDeclaredFiles(files.ReadFile(StageList())));
}

std::vector<std::string> BuildTree::ReadRepositories(const FileSystem& files) const {
  return NamesOf(ParseDeclaredFiles(files.ReadFile(RepositoryList())));
}

PackageList ParsePackageList(const std::string& file, std::string_view text) {
  PackageList packages;
  int line = 0;
  for (std::string_view entry : SplitLines(text)) {
    ++line;
    const std::vector<std::string_view> words = Split(entry, ' ');
    const bool is_entry =
        (words.size() == 2 || words.size() == 3) &&
        std::none_of(words.begin(), words.end(), [](std::string_view word) { return word.empty(); });
    if (!is_entry) throw Error("expected 'NAME VERSION'").At({.file = file, .line = line});
    packages[std::string(words[0])].push_back(
        {.folder = std::string(words[1]), .version = std::string(words.back())});
  }
  return packages;
}

const PackageVersion* FindVersion(const PackageList& packages, const std::string& name, std::string_view version) {
  const auto package = packages.find(name);
  if (package == packages.end()) return nullptr;
  for (const PackageVersion& known : package->second) {
    if (known.IsCalled(version)) return &known;
  }
  return nullptr;
}

std::vector<DeclaredFile> ParseDeclaredFiles(std::string_view text) {
  std::vector<DeclaredFile> declared;
  for (std::string_view line : SplitLines(text)) {
    const size_t end = line.find(' ');
    if (end == std::string_view::npos) continue;
    declared.push_back({.name = std::string(line.substr(0, end)), .file = std::string(line.substr(end + 1))});
  }
  return declared;
}

std::vector<std::string> NamesOf(const std::vector<DeclaredFile>& declared) {
  std::vector<std::string> names;
  for (const DeclaredFile& entry : declared) names.push_back(entry.name);
  return names;
}

}  // namespace pkgrepo::packaging
