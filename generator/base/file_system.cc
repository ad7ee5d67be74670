// What every FileSystem shares.

#include "base/file_system.h"

namespace pkgrepo {

bool FileSystem::WriteFileIfChanged(const std::string& path, std::string_view content) {
  const std::optional<FileInfo> info = Stat(path);
  if (info && info->is_file() && info->size == content.size() && ReadFile(path) == content) return false;
  WriteFile(path, content);
  return true;
}

bool FileSystem::IsFile(const std::string& path) const {
  const std::optional<FileInfo> info = StatFollowing(path);
  return info && info->is_file();
}

bool FileSystem::IsDirectory(const std::string& path) const {
  const std::optional<FileInfo> info = StatFollowing(path);
  return info && info->is_directory();
}

std::vector<FileSystem::Entry> FileSystem::Walk(const std::string& root) const {
  std::vector<Entry> entries;
  // Directories yet to be listed, as a stack of (directory, names in reverse order), so that depth costs no
  // recursion.
  struct Pending {
    std::string directory;
    std::vector<std::string> names;
  };
  const auto pending_of = [this, &root](const std::string& directory) {
    std::vector<std::string> names = ListDirectory(JoinPath(root, directory));
    return Pending{directory, {names.rbegin(), names.rend()}};
  };
  std::vector<Pending> stack;
  stack.push_back(pending_of(""));
  while (!stack.empty()) {
    if (stack.back().names.empty()) {
      stack.pop_back();
      continue;
    }
    std::string path = JoinPath(stack.back().directory, stack.back().names.back());
    stack.back().names.pop_back();
    const std::optional<FileInfo> info = Stat(JoinPath(root, path));
    if (!info) continue;  // removed while we walked
    entries.push_back({path, *info});
    if (info->is_directory()) stack.push_back(pending_of(path));
  }
  return entries;
}

}  // namespace pkgrepo
