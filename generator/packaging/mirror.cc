#include "packaging/mirror.h"

#include <algorithm>
#include <set>

#include "base/digest.h"

namespace pkgrepo::packaging {
namespace {

bool IsKept(const std::string& path, const std::vector<std::string>& kept) {
  return std::any_of(kept.begin(), kept.end(),
                     [&](const std::string& folder) { return IsInside(path, folder); });
}

bool LeadsToKept(const std::string& path, const std::vector<std::string>& kept) {
  return std::any_of(kept.begin(), kept.end(),
                     [&](const std::string& folder) { return IsInside(folder, path); });
}

void CopyEntry(const FileSystem& source, const FileSystem::Entry& entry, const std::string& from,
               FileSystem& files, const std::string& to) {
  const std::optional<FileInfo> existing = files.Stat(to);
  if (existing && existing->type != entry.info.type) files.RemoveAll(to);
  if (entry.info.is_directory()) {
    files.MakeDirectories(to);
  } else if (entry.info.is_symlink()) {
    files.RemoveAll(to);
    files.MakeSymlink(source.ReadSymlink(from), to);
  } else {
    const bool is_new = files.WriteFileIfChanged(to, source.ReadFile(from));  // of the usual mode
    if (is_new || existing->is_executable() != entry.info.is_executable()) {
      files.SetMode(to, entry.info.is_executable() ? kExecutableMode : kPlainMode);
    }
  }
}

}  // namespace

void MirrorTree(const FileSystem& source, const std::string& from, FileSystem& files, const std::string& to,
                const std::vector<std::string>& kept) {
  std::set<std::string> wanted;
  files.MakeDirectories(to);
  for (const FileSystem::Entry& entry : source.Walk(from)) {
    if (IsKept(entry.path, kept)) continue;
    wanted.insert(entry.path);
    CopyEntry(source, entry, JoinPath(from, entry.path), files, JoinPath(to, entry.path));
  }
  for (const FileSystem::Entry& entry : files.Walk(to)) {
    const bool stays =
        wanted.contains(entry.path) || IsKept(entry.path, kept) || LeadsToKept(entry.path, kept);
    if (!stays) files.RemoveAll(JoinPath(to, entry.path));
  }
}

std::string TreeDigest(const std::string& directory, const FileSystem& files) {
  Sha256 digest;
  for (const FileSystem::Entry& entry : files.Walk(directory)) {
    const std::string path = JoinPath(directory, entry.path);
    const std::string content = entry.info.is_file()      ? Sha256Hex(files.ReadFile(path))
                                : entry.info.is_symlink() ? "-> " + files.ReadSymlink(path)
                                                          : "/";
    digest.Update(entry.path + (entry.info.is_executable() ? " x " : " - ") + content + "\n");
  }
  return digest.Finish().hex();
}

}  // namespace pkgrepo::packaging
