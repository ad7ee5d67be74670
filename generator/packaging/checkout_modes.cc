#include "packaging/checkout_modes.h"

#include <filesystem>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::packaging {
namespace {

constexpr std::string_view kGitFolder = ".git";

struct Repository {
  std::string work_tree;
  std::string folder;  // what the index is in
  std::string config;
};

std::string ReadFirstLine(const FileSystem& files, const std::string& path) {
  const std::string text = files.ReadFile(path);
  return std::string(Trim(SplitLines(text).empty() ? std::string_view() : SplitLines(text)[0]));
}

// `.git` is a file in further work trees and in submodules; further work trees share the configuration of the first.
Repository Open(const std::string& work_tree, const FileSystem& files) {
  constexpr std::string_view kLink = "gitdir: ";
  std::string folder = JoinPath(work_tree, kGitFolder);
  if (files.IsFile(folder)) {
    const std::string line = ReadFirstLine(files, folder);
    if (line.starts_with(kLink)) folder = CleanPath(JoinPath(work_tree, line.substr(kLink.size())));
  }
  std::string common = folder;
  const std::string common_file = JoinPath(folder, "commondir");
  if (files.IsFile(common_file)) common = CleanPath(JoinPath(folder, ReadFirstLine(files, common_file)));
  return {.work_tree = work_tree, .folder = folder, .config = JoinPath(common, "config")};
}

std::optional<Repository> FindRepository(const std::string& folder, const FileSystem& files) {
  std::error_code code;
  const std::filesystem::path real = std::filesystem::canonical(folder, code);
  std::string directory = code ? AbsolutePath(folder) : real.string();
  while (true) {
    if (files.StatFollowing(JoinPath(directory, kGitFolder))) return Open(directory, files);
    if (directory == "/") return std::nullopt;
    directory = std::string(DirName(directory));
  }
}

// Whether a git configuration says that modes of files mean nothing.
bool HasNoModes(std::string_view config) {
  bool in_core = false;
  bool has_none = false;
  for (std::string_view line : SplitLines(config)) {
    const std::string text = ToLower(std::string(Trim(line)));
    if (text.starts_with('[')) in_core = text.starts_with("[core]");
    const size_t equals = text.find('=');
    if (!in_core || equals == std::string::npos || Trim(text.substr(0, equals)) != "filemode") continue;
    const std::string value(Trim(std::string_view(text).substr(equals + 1)));
    has_none = value == "false" || value == "no" || value == "off" || value == "0";
  }
  return has_none;
}

std::set<std::string> ReadIndex(const Repository& repository, const std::string& folder,
                                const ProcessRunner& processes) {
  constexpr std::string_view kExecutable = "100755 ";
  const ProcessResult result =
      processes.Run({.arguments = {"git", "--git-dir=" + repository.folder,
                                   "--work-tree=" + repository.work_tree, "ls-files", "--stage", "-z"},
                     .directory = folder});
  if (result.status != 0) {
    throw Error("git cannot say which files are executable: " + std::string(Trim(result.error_output)))
        .At({.file = folder})
        .Note("core.fileMode is false in " + repository.config +
              ", so the modes of the files on disk do not count");
  }
  std::set<std::string> executables;
  for (std::string_view entry : Split(result.output, '\0')) {
    const size_t tab = entry.find('\t');
    if (entry.starts_with(kExecutable) && tab != std::string_view::npos) {
      executables.emplace(entry.substr(tab + 1));
    }
  }
  return executables;
}

}  // namespace

CheckoutModes::CheckoutModes(const std::string& folder, const FileSystem& files,
                             const ProcessRunner& processes) {
  const std::optional<Repository> repository = FindRepository(folder, files);
  if (!repository || !files.IsFile(repository->config)) return;
  if (!HasNoModes(files.ReadFile(repository->config))) return;
  sources_ = {repository->config};
  const std::string index = JoinPath(repository->folder, "index");
  if (files.IsFile(index)) sources_.push_back(index);
  executables_ = ReadIndex(*repository, folder, processes);
}

}  // namespace pkgrepo::packaging
