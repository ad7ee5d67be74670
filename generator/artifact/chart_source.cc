#include "artifact/chart_source.h"

#include "base/file_system.h"
#include "base/strings.h"
#include "go/eval_symlinks.h"
#include "go/glob.h"

namespace pkgrepo::artifact {
namespace {

constexpr const char* kIgnoreFile = ".helmignore";

class FolderReader {
 public:
  FolderReader(const std::string& root, packaging::StepInputs& inputs)
      : root_(root), inputs_(inputs), ignore_(JoinPath(root, kIgnoreFile), Ignored()) {}

  ChartFiles Read() {
    AddFolder("");
    RequireLoadableSize(files_, "the chart in " + root_);
    return std::move(files_);
  }

 private:
  std::string Ignored() const {
    return inputs_.ReadIfPresent(JoinPath(root_, kIgnoreFile)).value_or("");
  }

  void AddFolder(const std::string& folder) {
    for (const std::string& name : inputs_.List(JoinPath(root_, folder))) Add(JoinPath(folder, name));
  }

  void Add(const std::string& path) {
    const std::string source = JoinPath(root_, path);
    const std::optional<FileInfo> info = inputs_.disk().StatFollowing(source);
    const bool is_folder = info && info->is_directory();
    if (ignore_.Ignores(path, is_folder)) return;
    RequireInside(path, source);
    if (!info) throw Error("this link leads to nothing").At({.file = source});
    if (is_folder) return AddFolder(path);
    if (!info->is_file()) throw Error("a chart holds nothing but files and folders").At({.file = source});
    if (info->size > kMaxChartFile) throw TooLarge(source);
    files_[path] = inputs_.Read(source);
  }

  // A link may lead to another file of the chart, not out of it, nor to a folder that it is in.
  void RequireInside(const std::string& path, const std::string& source) const {
    const std::optional<FileInfo> info = inputs_.disk().Stat(source);
    if (!info || !info->is_symlink() || !inputs_.disk().StatFollowing(source)) return;
    const std::string target = go::EvalSymlinks(inputs_.disk(), source);
    const std::string root = go::EvalSymlinks(inputs_.disk(), root_);
    if (!IsInside(target, root)) {
      throw Error("the link leads to " + target + ", which is not in the chart").At({.file = source});
    }
    if (IsInside(go::EvalSymlinks(inputs_.disk(), JoinPath(root_, DirName(path))), target)) {
      throw Error("the link leads to a folder that it is in itself").At({.file = source});
    }
  }

  static Error TooLarge(const std::string& source) {
    return Error("the file is larger than the 5 MiB that Helm loads")
        .At({.file = source})
        .Hint("leave it out with a line in .helmignore");
  }

  const std::string& root_;
  packaging::StepInputs& inputs_;
  const HelmIgnore ignore_;
  ChartFiles files_;
};

}  // namespace

ChartFiles ReadChartFolder(const std::string& folder, packaging::StepInputs& inputs) {
  return FolderReader(folder, inputs).Read();
}

void RequireLoadableSize(const ChartFiles& files, const std::string& what) {
  size_t total = 0;
  for (const auto& [path, content] : files) {
    if (content.size() > kMaxChartFile) {
      throw Error(path + " in " + what + " is larger than the 5 MiB that Helm loads");
    }
    total += content.size();
  }
  if (total > kMaxChart) throw Error(what + " is larger than the 100 MiB that Helm loads");
}

HelmIgnore::HelmIgnore(const std::string& file, std::string_view text) {
  Add("templates/.?*", {});
  int line = 0;
  for (std::string_view pattern : SplitLines(text)) Add(pattern, {.file = file, .line = ++line});
}

void HelmIgnore::Add(std::string_view line, const Position& position) {
  Rule rule;
  std::string_view pattern = Trim(line);
  if (pattern.empty() || pattern.starts_with('#')) return;
  if (pattern.find("**") != std::string_view::npos) {
    throw Error("Helm does not know '**' in .helmignore: " + std::string(pattern)).At(position);
  }
  try {
    go::MatchGlob(pattern, "abc");
  } catch (Error& error) {
    throw error.At(position);
  }
  if (pattern.starts_with('!')) {
    rule.is_negative = true;
    pattern.remove_prefix(1);
  }
  if (pattern.ends_with('/')) {
    rule.of_folders = true;
    pattern.remove_suffix(1);
  }
  rule.of_path = pattern.find('/') != std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  rule.pattern = ReplaceAll(ReplaceAll(pattern, "{", "\\{"), "}", "\\}");  // which mean nothing to Helm
  rules_.push_back(std::move(rule));
}

bool HelmIgnore::Ignores(const std::string& path, bool is_folder) const {
  for (const Rule& rule : rules_) {
    if (rule.of_folders && !is_folder) continue;
    const bool matches = go::MatchGlob(rule.pattern, rule.of_path ? std::string_view(path) : BaseName(path));
    if (matches != rule.is_negative) return true;
  }
  return false;
}

}  // namespace pkgrepo::artifact
