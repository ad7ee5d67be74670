#include "derived/derived_results.h"

#include <utility>

#include "base/digest.h"
#include "base/strings.h"

namespace pkgrepo::derived {
namespace {

constexpr std::string_view kFiles = "files";
constexpr std::string_view kExecutable = "executable";
constexpr std::string_view kPlain = "plain";

std::string PathOfFile(const std::string& folder, const std::string& path) {
  return JoinPath(JoinPath(folder, kFiles), path);
}

}  // namespace

void WriteResults(const DerivedFiles& made, const std::string& folder, packaging::StepInputs& inputs) {
  FileSystem& disk = inputs.disk();
  const std::string files = JoinPath(folder, kFiles);
  if (disk.IsDirectory(files)) {
    for (const FileSystem::Entry& entry : disk.Walk(files)) {
      if (!entry.info.is_directory() && !made.contains(entry.path))
        disk.RemoveAll(JoinPath(files, entry.path));
    }
  }
  std::string list;
  for (const auto& [path, file] : made) {
    disk.WriteFileIfChanged(PathOfFile(folder, path), file.content);
    inputs.AddProduct(PathOfFile(folder, path));
    list += Digest::Of(file.content).ToString() + " " +
            std::string(file.is_executable ? kExecutable : kPlain) + " " + path + "\n";
  }
  disk.WriteFileIfChanged(JoinPath(folder, kOutputList), list);
}

DerivedFiles ReadResults(const std::string& folder, const FileSystem& disk) {
  DerivedFiles made;
  const std::string list = JoinPath(folder, kOutputList);
  if (!disk.IsFile(list))
    throw Error("the files are not derived yet: build the target all-generated").At({.file = list});
  const std::string text = disk.ReadFile(list);
  int number = 0;
  for (std::string_view line : SplitLines(text)) {
    ++number;
    const size_t mode = line.find(' ');
    const size_t path = line.find(' ', mode + 1);
    if (mode == std::string_view::npos || path == std::string_view::npos) {
      throw Error("expected 'DIGEST MODE PATH'").At({.file = list, .line = number});
    }
    const std::string name(line.substr(path + 1));
    DerivedFile file{.content = disk.ReadFile(PathOfFile(folder, name)),
                     .is_executable = line.substr(mode + 1, path - mode - 1) == kExecutable};
    if (Digest::Of(file.content).ToString() != line.substr(0, mode)) {
      throw Error(PathOfFile(folder, name) + " was changed since it was derived")
          .Hint("build again")
          .At({.file = list, .line = number});
    }
    made.emplace(name, std::move(file));
  }
  return made;
}

}  // namespace pkgrepo::derived
