#include "artifact/image_content.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/strings.h"

namespace pkgrepo::artifact {
namespace {

using Type = LayerEntry::Type;

constexpr uint64_t kSharedFolderMode =
    01777;  // for everybody to write to, and to remove what is theirs

// Folders that are on every system (Filesystem Hierarchy Standard 3.0), sorted.
constexpr std::array<std::string_view, 40> kFoldersOfSystems = {"/bin",
                                                                "/boot",
                                                                "/dev",
                                                                "/etc",
                                                                "/home",
                                                                "/lib",
                                                                "/lib32",
                                                                "/lib64",
                                                                "/libx32",
                                                                "/media",
                                                                "/mnt",
                                                                "/opt",
                                                                "/proc",
                                                                "/root",
                                                                "/run",
                                                                "/sbin",
                                                                "/srv",
                                                                "/sys",
                                                                "/tmp",
                                                                "/usr",
                                                                "/usr/bin",
                                                                "/usr/include",
                                                                "/usr/lib",
                                                                "/usr/lib32",
                                                                "/usr/lib64",
                                                                "/usr/libexec",
                                                                "/usr/local",
                                                                "/usr/local/bin",
                                                                "/usr/local/lib",
                                                                "/usr/local/sbin",
                                                                "/usr/local/share",
                                                                "/usr/sbin",
                                                                "/usr/share",
                                                                "/var",
                                                                "/var/cache",
                                                                "/var/lib",
                                                                "/var/log",
                                                                "/var/run",
                                                                "/var/spool",
                                                                "/var/tmp"};

std::string ForPlatform(std::string_view source, const oci::Platform& platform) {
  std::string path = ReplaceAll(source, "{os}", platform.os);
  path = ReplaceAll(path, "{arch}", platform.architecture);
  return ReplaceAll(path, "{variant}", platform.variant);
}

uint64_t UsualModeOf(const std::string& folder) {
  if (folder == "/tmp" || folder == "/var/tmp") return kSharedFolderMode;
  return folder == "/root" ? kPrivateDirectoryMode : kExecutableMode;
}

// Whether no `..` of an absolute path leads above the root: systems would stay there, but who
// writes that means another place.
bool StaysInImage(const std::string& path) {
  const std::string inside = path.substr(std::min(path.find_first_not_of('/'), path.size()));
  return inside.empty() || IsLocalPath(inside);
}

}  // namespace

size_t ImageContent::size() const {
  const bool makes_folder = std::ranges::any_of(
      specification_.modes, [](const auto& mode) { return mode.second.is_folder; });
  return std::max(specification_.layers.size(), static_cast<size_t>(makes_folder));
}

bool ImageContent::DependsOnPlatform(size_t index) const {
  if (index >= specification_.layers.size()) return false;
  return std::ranges::any_of(specification_.layers[index], [](const CopiedPath& copied) {
    return copied.source.find('{') != std::string::npos;
  });
}

LayerEntries ImageContent::ListLayer(size_t index, const oci::Platform& platform) {
  LayerEntries entries;
  if (index < specification_.layers.size()) {
    for (CopiedPath copied : specification_.layers[index]) {
      copied.source = ForPlatform(copied.source, platform);
      inputs_.Add(copied.source);
      const std::optional<FileInfo> info = inputs_.disk().StatFollowing(copied.source);
      if (!info) throw Fault(copied, "no such file or folder: " + copied.source);
      if (info->is_directory()) {
        AddFolder(copied.source, copied, entries);
      } else {
        const bool is_into = copied.destination.ends_with('/');
        AddFile(
            is_into ? JoinPath(copied.destination, BaseName(copied.source)) : copied.destination,
            copied.source, *info, copied, entries);
      }
    }
  }
  if (index + 1 == size()) AddDeclaredFolders(entries);
  AddParents(entries);
  AddOwners(entries);
  return entries;
}

void ImageContent::AddFolder(const std::string& root, const CopiedPath& copied,
                             LayerEntries& entries) {
  for (const FileSystem::Entry& found : inputs_.Walk(root)) {
    const std::string path = CleanPath(copied.destination + "/" + found.path);
    const std::string source = JoinPath(root, found.path);
    if (found.info.is_directory()) {
      if (!IsLeftToBase(path)) {
        Add(path, {.type = Type::kDirectory, .mode = ModeOf(path, UsualModeOf(path))}, copied,
            entries);
      }
    } else if (found.info.is_symlink()) {
      const std::string target = inputs_.disk().ReadSymlink(source);
      const bool is_of_image = target.starts_with('/');
      if (is_of_image ? !StaysInImage(target)
                      : !IsLocalPath(CleanPath(JoinPath(DirName(found.path), target)))) {
        throw Fault(copied, "the link " + source + " leads to " + target + ", out of the " +
                                (is_of_image ? "image" : "folder that is copied"));
      }
      Add(path, {.type = Type::kSymlink, .link_target = target}, copied, entries);
    } else {
      AddFile(path, source, found.info, copied, entries);
    }
  }
}

void ImageContent::AddFile(const std::string& path, const std::string& source, const FileInfo& info,
                           const CopiedPath& copied, LayerEntries& entries) {
  if (!info.is_file()) {
    throw Fault(copied, source + " is no file, folder or link, and an image holds nothing else");
  }
  Add(path,
      {.source = source,
       .size = static_cast<int64_t>(info.size),
       .mode = ModeOf(path, info.is_executable() ? kExecutableMode : kPlainMode)},
      copied, entries);
}

void ImageContent::Add(const std::string& path, LayerEntry entry, const CopiedPath& copied,
                       LayerEntries& entries) {
  brought_.insert(path);
  const auto [known, is_new] = entries.try_emplace(path, entry);
  const bool are_folders =
      !is_new && entry.type == Type::kDirectory && known->second.type == Type::kDirectory;
  if (!is_new && !are_folders)
    throw Fault(copied, "two files of one layer have the place " + path + " in the image");
}

// Those that are made because a mode is given to them.
void ImageContent::AddDeclaredFolders(LayerEntries& entries) {
  for (const auto& [path, mode] : specification_.modes) {
    if (mode.is_folder && !brought_.contains(path)) {
      entries.try_emplace(path, LayerEntry{.type = Type::kDirectory, .mode = ModeOf(path, 0)});
    }
  }
}

void ImageContent::AddParents(LayerEntries& entries) {
  LayerEntries parents;
  for (const auto& [path, entry] : entries) {
    for (std::string folder(DirName(path)); folder != "/"; folder = std::string(DirName(folder))) {
      const auto found = entries.find(folder);
      if (found != entries.end() && found->second.type != Type::kDirectory) {
        throw Error("in the image, " + path + " lies below " + folder + ", which is no folder")
            .At({.file = specification_.file})
            .Note("of " + specification_.call);
      }
      if (IsLeftToBase(folder)) continue;
      parents.try_emplace(folder, LayerEntry{.type = Type::kDirectory,
                                             .mode = ModeOf(folder, UsualModeOf(folder))});
    }
  }
  entries.merge(parents);
}

// Of several rules that hold for a path, the longest counts.
void ImageContent::AddOwners(LayerEntries& entries) {
  if (specification_.owners.empty()) return;
  for (auto& [path, entry] : entries) {
    for (std::string place = path;; place = std::string(DirName(place))) {
      const auto found = specification_.owners.find(place);
      if (found != specification_.owners.end()) {
        used_owners_.insert(place);
        entry.owner = found->second.owner;
        break;
      }
      if (place == "/") break;
    }
  }
}

bool ImageContent::IsLeftToBase(const std::string& folder) const {
  if (folder == "/") return true;
  return !specification_.base.empty() && !specification_.modes.contains(folder) &&
         !specification_.owners.contains(folder) &&
         std::ranges::binary_search(kFoldersOfSystems, std::string_view(folder));
}

uint64_t ImageContent::ModeOf(const std::string& path, uint64_t otherwise) {
  const auto found = specification_.modes.find(path);
  if (found == specification_.modes.end()) return otherwise;
  used_modes_.insert(path);
  return found->second.mode;
}

void ImageContent::RequireRulesUsed() const {
  for (const auto& [path, mode] : specification_.modes) {
    if (used_modes_.contains(path)) continue;
    throw Error("a mode is given for " + path + ", which none of its files brings into the image")
        .At(mode.position)
        .Note("of " + specification_.call)
        .Hint("for an empty folder, end the path with '/'");
  }
  for (const auto& [path, owner] : specification_.owners) {
    if (used_owners_.contains(path)) continue;
    throw Error("an owner is given for " + path +
                ", and neither that nor anything below it comes into the image")
        .At(owner.position)
        .Note("of " + specification_.call)
        .Hint("an empty folder is made by a mode for its path with '/' at the end");
  }
}

Error ImageContent::Fault(const CopiedPath& copied, const std::string& message) const {
  return Error(message).At(copied.position).Note("of " + specification_.call);
}

}  // namespace pkgrepo::artifact
