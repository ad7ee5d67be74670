#include "imgpkg/content.h"

#include <sys/stat.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/file_system.h"
#include "base/strings.h"
#include "imgpkg/images_lock.h"

namespace pkgrepo::imgpkg {
namespace {

constexpr uint64_t kFolderMode = 0700;
constexpr uint64_t kOwnerBits = 0700;
// Where Go's os.FileMode has what stat() has elsewhere.
constexpr uint64_t kGoDirectory = uint64_t{1} << 31;
constexpr uint64_t kGoSetuid = uint64_t{1} << 23;
constexpr uint64_t kGoSetgid = uint64_t{1} << 22;
constexpr uint64_t kGoSticky = uint64_t{1} << 20;

uint64_t GoMode(const FileInfo& info) {
  uint64_t mode = info.mode & 0777;
  if (info.is_directory()) mode |= kGoDirectory;
  if (info.mode & S_ISUID) mode |= kGoSetuid;
  if (info.mode & S_ISGID) mode |= kGoSetgid;
  if (info.mode & S_ISVTX) mode |= kGoSticky;
  return mode;
}

// A slash at the end of a path makes the system follow a link.
FileInfo StatOrThrow(const FileSystem& files, const std::string& path) {
  if (const auto info = files.Stat(path)) return *info;
  const bool is_file = path.ends_with('/') && files.IsFile(CleanPath(path));
  throw Error("lstat " + path + ": " + (is_file ? "not a directory" : "no such file or directory"));
}

// Collects the entries of one path after the other.
class Lister {
 public:
  explicit Lister(const ContentOptions& options) : options_(options) {}

  void Add(const std::string& argument) {
    const std::string path = CleanPath(argument);
    const FileInfo info = StatOrThrow(files_, argument.empty() ? path : argument);
    if (!info.is_directory()) {
      const std::string name(BaseName(path));
      if (!IsExcluded(name)) AddGivenFile(name, path);
      return;
    }
    const uint64_t folder_mode = options_.preserve_permissions ? GoMode(info) : kFolderMode;
    entries_.push_back({.name = ".", .path = path, .is_directory = true, .mode = folder_mode});
    AddFolder(path, "", folder_mode, argument);
  }

  std::vector<ContentEntry> Finish() {
    CheckDuplicates();
    return std::move(entries_);
  }

 private:
  void AddFolder(const std::string& folder, const std::string& prefix, uint64_t mode,
                 const std::string& argument) {
    for (const std::string& child : files_.ListDirectory(folder)) {
      const std::string name = prefix + child;
      if (IsExcluded(name)) continue;
      const std::string path = JoinPath(folder, child);
      const FileInfo info = StatOrThrow(files_, path);
      if (info.is_directory()) {
        entries_.push_back({.name = name, .path = path, .is_directory = true, .mode = mode});
        AddFolder(path, name + "/", mode, argument);
      } else if (info.is_file()) {
        AddFile(name, path, info);
      } else {
        ThrowNotRegular(path, argument);
      }
    }
  }

  // Of a symbolic link that is given by itself the target's content is taken. A device has none; a pipe that has some
  // is refused when that turns out.
  void AddGivenFile(const std::string& name, const std::string& path) {
    const auto target = files_.StatFollowing(path);
    if (!target) throw Error("stat " + path + ": no such file or directory");
    if (target->is_directory()) ThrowNotRegular(path, path);
    AddFile(name, path, *target);
  }

  void AddFile(const std::string& name, const std::string& path, const FileInfo& info) {
    const uint64_t mode = GoMode(info);
    entries_.push_back({.name = name,
                        .path = path,
                        .mode = options_.preserve_permissions ? mode : mode & kOwnerBits,
                        .size = static_cast<int64_t>(info.size)});
  }

  [[noreturn]] static void ThrowNotRegular(const std::string& path, const std::string& argument) {
    throw Error("Adding file '" + argument + "' to tar: Expected file '" + path + "' to be a regular file");
  }

  bool IsExcluded(const std::string& name) const {
    return std::find(options_.exclusions.begin(), options_.exclusions.end(), name) !=
           options_.exclusions.end();
  }

  // Folders count, too, but for the roots.
  void CheckDuplicates() const {
    std::map<std::string_view, std::string_view> paths;
    for (const ContentEntry& entry : entries_) {
      if (entry.name == ".") continue;
      const auto [known, is_new] = paths.emplace(entry.name, entry.path);
      if (!is_new) {
        throw Error("Found duplicate paths: " + std::string(known->second) + ", " + entry.path);
      }
    }
  }

  const ContentOptions& options_;
  RealFileSystem files_;
  std::vector<ContentEntry> entries_;
};

// Everything called `.imgpkg` below the paths, exclusions notwithstanding.
std::vector<std::string> FindBundleFolders(const ContentOptions& options) {
  RealFileSystem files;
  std::vector<std::string> folders;
  for (const std::string& argument : options.paths) {
    const std::string root = CleanPath(argument);
    const FileInfo info = StatOrThrow(files, argument.empty() ? root : argument);
    if (BaseName(root) == kBundleDirectory) folders.push_back(root);
    if (!info.is_directory()) continue;
    for (const FileSystem::Entry& entry : files.Walk(root)) {
      if (BaseName(entry.path) == kBundleDirectory) folders.push_back(JoinPath(root, entry.path));
    }
  }
  for (std::string& folder : folders) folder = AbsolutePath(folder);
  return folders;
}

}  // namespace

std::vector<ContentEntry> ListContent(const ContentOptions& options) {
  Lister lister(options);
  for (const std::string& path : options.paths) lister.Add(path);
  return lister.Finish();
}

std::optional<std::string> WhyNotBundle(const ContentOptions& options) {
  const std::vector<std::string> folders = FindBundleFolders(options);
  if (folders.empty()) return "This directory is not a bundle. It is missing .imgpkg/images.yml";
  if (folders.size() > 1) {
    return "This directory contains multiple bundle definitions. Only a single instance of "
           ".imgpkg/images.yml can be "
           "provided and instead these were provided " +
           Join(folders, ", ");
  }
  const std::string& folder = folders[0];
  const bool is_direct_child = std::any_of(options.paths.begin(), options.paths.end(), [&](const auto& path) {
    return AbsolutePath(path) == DirName(folder);
  });
  if (!is_direct_child) {
    return "Expected '.imgpkg' directory, to be a direct child of one of: " + Join(options.paths, ", ") +
           "; was " + folder;
  }
  RealFileSystem files;
  const std::string lock = JoinPath(folder, kImagesLockFile);
  if (files.IsDirectory(folder) && !files.StatFollowing(lock)) {
    return "The bundle expected .imgpkg/images.yml to exist, but it wasn't found in the path " + lock;
  }
  return std::nullopt;
}

}  // namespace pkgrepo::imgpkg
