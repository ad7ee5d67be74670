#include "packaging/bundle_content.h"

#include <algorithm>

#include "base/error.h"
#include "imgpkg/images_lock.h"
#include "packaging/ignore_rules.h"

namespace pkgrepo::packaging {
namespace {

// Adds the folders of `path` that the entries do not have yet. They come in the order of a walk, so those are the ones
// that the last folder added does not share.
void AddFolders(const std::string& directory, const std::string& path, std::string& last_folder,
                std::vector<imgpkg::ContentEntry>& entries) {
  for (size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    const std::string folder = path.substr(0, slash);
    if ((last_folder + "/").starts_with(folder + "/")) continue;
    entries.push_back({.name = folder,
                       .path = JoinPath(directory, folder),
                       .is_directory = true,
                       .mode = kPrivateDirectoryMode});
    last_folder = folder;
  }
}

void CheckBundleFolders(const std::string& directory, const std::vector<imgpkg::ContentEntry>& entries) {
  const std::string root(imgpkg::kBundleDirectory);
  bool has_lock = false;
  for (const imgpkg::ContentEntry& entry : entries) {
    has_lock = has_lock || entry.name == imgpkg::kImagesLockPath;
    if (BaseName(entry.name) != root || entry.name == root) continue;
    throw Error("a bundle within a bundle: only the root may have a folder .imgpkg")
        .At({.file = entry.path})
        .Hint("remove it, or exclude it with a line in the bundle's " + std::string(kIgnoreFile));
  }
  if (!has_lock)
    throw Error("no such file, or it is excluded").At({.file = JoinPath(directory, imgpkg::kImagesLockPath)});
}

const std::string kLock(imgpkg::kImagesLockPath);

// Puts the lock where a walk would come across it, unless there is one. Returns whether it did.
bool InsertLock(int64_t size, std::vector<FileSystem::Entry>& found) {
  const auto is_lock = [](const FileSystem::Entry& entry) { return entry.path == kLock; };
  if (std::any_of(found.begin(), found.end(), is_lock)) return false;
  const auto place = std::find_if(found.begin(), found.end(), [](const FileSystem::Entry& entry) {
    return entry.path.substr(0, entry.path.find('/')) > imgpkg::kBundleDirectory;
  });
  FileInfo info;
  info.size = static_cast<uint64_t>(size);
  found.insert(place, {.path = kLock, .info = info});
  return true;
}

}  // namespace

std::vector<imgpkg::ContentEntry> ListBundle(const std::string& directory,
                                             std::vector<FileSystem::Entry> found,
                                             const std::string& lock_file, int64_t lock_size) {
  const bool has_made_lock = !lock_file.empty() && InsertLock(lock_size, found);
  std::vector<imgpkg::ContentEntry> entries = {
      {.name = ".", .path = directory, .is_directory = true, .mode = kPrivateDirectoryMode}};
  std::string last_folder;
  for (const FileSystem::Entry& entry : found) {
    if (!entry.info.is_file()) continue;
    AddFolders(directory, entry.path, last_folder, entries);
    entries.push_back(
        {.name = entry.path,
         .path = has_made_lock && entry.path == kLock ? lock_file : JoinPath(directory, entry.path),
         .mode = entry.info.is_executable() ? kPrivateDirectoryMode : kPrivateFileMode,
         .size = static_cast<int64_t>(entry.info.size)});
  }
  CheckBundleFolders(directory, entries);
  return entries;
}

}  // namespace pkgrepo::packaging
