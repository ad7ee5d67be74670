#include "support/memory_file_system.h"

#include "base/error.h"

namespace pkgrepo {
namespace {

constexpr int kMaxLinks = 40;

[[noreturn]] void Absent(const std::string& doing, const std::string& path) {
  throw Error("cannot " + doing + " '" + path + "': No such file or directory");
}

}  // namespace

const MemoryFileSystem::Node* MemoryFileSystem::Find(const std::string& path) const {
  const auto found = nodes_.find(CleanPath(path));
  return found == nodes_.end() ? nullptr : &found->second;
}

const MemoryFileSystem::Node* MemoryFileSystem::FindFollowing(const std::string& path) const {
  std::string at = CleanPath(path);
  for (int links = 0; links < kMaxLinks; ++links) {
    const Node* node = Find(at);
    if (node == nullptr || !node->info.is_symlink()) return node;
    at = CleanPath(JoinPath(DirName(at), node->content));
  }
  return nullptr;
}

std::optional<FileInfo> MemoryFileSystem::Stat(const std::string& path) const {
  const Node* node = Find(path);
  if (node == nullptr) return std::nullopt;
  return node->info;
}

std::optional<FileInfo> MemoryFileSystem::StatFollowing(const std::string& path) const {
  const Node* node = FindFollowing(path);
  if (node == nullptr) return std::nullopt;
  return node->info;
}

std::string MemoryFileSystem::ReadFile(const std::string& path) const {
  const Node* node = FindFollowing(path);
  if (node == nullptr) Absent("read", path);
  if (!node->info.is_file()) throw Error("cannot read '" + path + "': Is a directory");
  return node->content;
}

std::string MemoryFileSystem::ReadSymlink(const std::string& path) const {
  const Node* node = Find(path);
  if (node == nullptr || !node->info.is_symlink()) Absent("read the link", path);
  return node->content;
}

void MemoryFileSystem::WriteFile(const std::string& path, std::string_view content, uint32_t mode) {
  ++write_count_;
  const std::string clean = CleanPath(path);
  MakeDirectories(std::string(DirName(clean)));
  nodes_[clean] = {{.type = FileInfo::Type::kFile, .size = content.size(), .mode = mode & ~022u, .mtime = write_count_},
                   std::string(content)};
}

std::vector<std::string> MemoryFileSystem::ListDirectory(const std::string& path) const {
  const Node* node = FindFollowing(path);
  if (node == nullptr) Absent("list", path);
  const std::string clean = CleanPath(path);
  const std::string prefix = clean == "." ? "" : clean == "/" ? "/" : clean + "/";
  std::vector<std::string> names;
  for (auto it = nodes_.lower_bound(prefix); it != nodes_.end() && it->first.starts_with(prefix); ++it) {
    const std::string rest = it->first.substr(prefix.size());
    const bool inside = !rest.empty() && rest != "." && rest.find('/') == std::string::npos;
    if (inside && (prefix.empty() ? !it->first.starts_with('/') : true)) names.push_back(rest);
  }
  return names;
}

void MemoryFileSystem::MakeDirectories(const std::string& path, uint32_t mode) {
  std::string clean = CleanPath(path);
  while (true) {
    nodes_.try_emplace(clean, Node{{.type = FileInfo::Type::kDirectory, .mode = mode & ~022u}, ""});
    if (clean == "." || clean == "/") return;
    clean = CleanPath(DirName(clean));
  }
}

void MemoryFileSystem::MakeSymlink(const std::string& target, const std::string& path) {
  const std::string clean = CleanPath(path);
  MakeDirectories(std::string(DirName(clean)));
  nodes_[clean] = {{.type = FileInfo::Type::kSymlink, .mode = 0777}, target};
}

void MemoryFileSystem::RemoveAll(const std::string& path) {
  const std::string clean = CleanPath(path);
  std::erase_if(nodes_, [&clean](const auto& node) {
    return node.first == clean || node.first.starts_with(clean + "/");
  });
}

void MemoryFileSystem::Rename(const std::string& from, const std::string& to) {
  const std::string source = CleanPath(from);
  const std::string target = CleanPath(to);
  if (Find(source) == nullptr) Absent("move '" + from + "' to", to);
  std::map<std::string, Node> moved;
  for (const auto& [path, node] : nodes_) {
    if (path == source || path.starts_with(source + "/")) moved[target + path.substr(source.size())] = node;
  }
  RemoveAll(target);
  RemoveAll(source);
  nodes_.merge(moved);
}

void MemoryFileSystem::SetMode(const std::string& path, uint32_t mode) {
  const auto found = nodes_.find(CleanPath(path));
  if (found == nodes_.end()) Absent("set the mode of", path);
  found->second.info.mode = mode;
}

void MemoryFileSystem::SetModificationTime(const std::string& path, int64_t mtime) {
  const auto found = nodes_.find(CleanPath(path));
  if (found == nodes_.end()) Absent("set the time of", path);
  found->second.info.mtime = mtime;
}

}  // namespace pkgrepo
