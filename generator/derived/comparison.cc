#include <algorithm>
#include <set>

#include "base/text_diff.h"
#include "derived/derived_files.h"

namespace pkgrepo::derived {
namespace {

bool IsText(std::string_view content) { return content.find('\0') == std::string_view::npos; }

// As git has it, so that `git apply` takes it.
std::string DiffOf(const std::string& path, const std::string* committed, const std::string* made) {
  if ((committed != nullptr && !IsText(*committed)) || (made != nullptr && !IsText(*made))) return "";
  const std::string from = committed == nullptr ? "/dev/null" : "a/" + path;
  const std::string to = made == nullptr ? "/dev/null" : "b/" + path;
  return UnifiedDiff({.name = from, .text = committed == nullptr ? std::string_view() : *committed},
                     {.name = to, .text = made == nullptr ? std::string_view() : *made});
}

// Files of the source tree in derived folders that the command does not make.
std::set<std::string> Surplus(const DerivedSpecification& specification, const DerivedFiles& made,
                              const FileSystem& disk) {
  std::set<std::string> surplus;
  for (const DeclaredPath& output : specification.outputs) {
    const std::string folder = JoinPath(specification.source_tree, output.path);
    if (!output.is_folder || !disk.IsDirectory(folder)) continue;
    for (const FileSystem::Entry& entry : disk.Walk(folder)) {
      const std::string name = JoinPath(output.path, entry.path);
      if (!entry.info.is_directory() && !made.contains(name)) surplus.insert(name);
    }
  }
  return surplus;
}

}  // namespace

std::vector<Difference> Compare(const DerivedSpecification& specification, const DerivedFiles& made,
                                const FileSystem& disk) {
  using enum Difference::Kind;
  std::vector<Difference> differences;
  for (const auto& [path, file] : made) {
    const std::string committed = JoinPath(specification.source_tree, path);
    if (!disk.IsFile(committed)) {
      differences.push_back({.path = path, .kind = kMissing, .diff = DiffOf(path, nullptr, &file.content)});
      continue;
    }
    const std::string content = disk.ReadFile(committed);
    if (content == file.content) continue;
    differences.push_back({.path = path, .kind = kChanged, .diff = DiffOf(path, &content, &file.content)});
  }
  for (const std::string& path : Surplus(specification, made, disk)) {
    const std::string name = JoinPath(specification.source_tree, path);
    const std::string content = disk.IsFile(name) ? disk.ReadFile(name) : "";
    differences.push_back({.path = path, .kind = kSurplus, .diff = DiffOf(path, &content, nullptr)});
  }
  std::ranges::sort(differences, {}, &Difference::path);
  return differences;
}

std::vector<std::string> WriteToSourceTree(const DerivedSpecification& specification,
                                           const DerivedFiles& made, FileSystem& disk) {
  std::vector<std::string> changed;
  for (const Difference& difference : Compare(specification, made, disk)) {
    const std::string path = JoinPath(specification.source_tree, difference.path);
    changed.push_back(difference.path);
    if (difference.kind == Difference::Kind::kSurplus) {
      disk.RemoveAll(path);
      continue;
    }
    const DerivedFile& file = made.at(difference.path);
    disk.WriteFile(path, file.content, file.is_executable ? kExecutableMode : kPlainMode);
  }
  return changed;
}

}  // namespace pkgrepo::derived
