#include "packaging/vendor_cache.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "cache/build_id.h"

namespace pkgrepo::packaging {
namespace {

// Whether these files, which a store has given, are in the paths, and each path has some.
bool AreOf(const std::vector<std::string>& paths, const std::vector<cache::Output>& files) {
  const auto is_in = [](const cache::Output& file, const std::string& path) {
    return IsLocalPath(file.path) && CleanPath(file.path) == file.path &&
           IsInside(file.path, CleanPath(path));
  };
  return std::ranges::all_of(files,
                             [&](const cache::Output& file) {
                               return std::ranges::any_of(
                                   paths, [&](const std::string& path) { return is_in(file, path); });
                             }) &&
         std::ranges::all_of(paths, [&](const std::string& path) {
           return std::ranges::any_of(files, [&](const cache::Output& file) { return is_in(file, path); });
         });
}

// Adds the files in `path`. Returns false for what cannot be kept.
bool AddFiles(const std::string& vendored, const std::string& path, const FileSystem& disk,
              std::vector<cache::Output>& files) {
  const auto add = [&](const std::string& name, const FileInfo& info) {
    files.push_back({.path = CleanPath(name),
                     .content = disk.ReadFile(JoinPath(vendored, name)),
                     .is_executable = info.is_executable()});
  };
  const std::string root = JoinPath(vendored, path);
  const std::optional<FileInfo> info = disk.Stat(root);
  if (!info || (!info->is_file() && !info->is_directory())) return false;
  if (info->is_file()) add(path, *info);
  if (!info->is_directory()) return true;
  for (const FileSystem::Entry& entry : disk.Walk(root)) {
    const std::string name = JoinPath(path, entry.path);
    const bool is_empty = entry.info.is_directory() && disk.ListDirectory(JoinPath(vendored, name)).empty();
    if (is_empty || (!entry.info.is_file() && !entry.info.is_directory())) return false;
    if (entry.info.is_file()) add(name, entry.info);
  }
  return true;
}

}  // namespace

VendorCache::VendorCache(cache::CacheAccess& access, const std::string& config,
                         std::vector<std::string> paths)
    : access_(access), paths_(std::move(paths)) {
  if (!access.is_on()) return;
  command_ = {.arguments = {"pkgrepo", "vendir", "sync"},
              .outputs = paths_,
              .properties = {{"pkgrepo", cache::BuildId()}}};
  std::ranges::sort(command_.outputs);
  inputs_.AddText("vendir.yml", config);
}

bool VendorCache::Restore(const std::string& vendored, FileSystem& disk) {
  std::optional<cache::ActionCache::Found> found;
  access_.Read([&](cache::Store& store) {
    found = cache::ActionCache(store).Find(command_, {inputs_});
    access_.NoteLookup(found.has_value());
  });
  if (!found || !AreOf(paths_, found->outputs)) return false;
  try {
    for (const std::string& path : paths_) disk.RemoveAll(JoinPath(vendored, path));
    for (const cache::Output& file : found->outputs) {
      const std::string place = JoinPath(vendored, file.path);
      disk.WriteFile(place, file.content);
      disk.SetMode(place, file.is_executable ? kExecutableMode : kPlainMode);
    }
    return true;
  } catch (const Error&) {  // of names that no disk has, or a full one, which fetching will tell
    return false;
  }
}

void VendorCache::Keep(const std::string& vendored, const FileSystem& disk) {
  access_.Write([&](cache::Store& store) {
    std::vector<cache::Output> files;
    for (const std::string& path : paths_) {
      if (!AddFiles(vendored, path, disk, files)) return;
    }
    cache::ActionCache(store).Put(command_, inputs_, files);
  });
}

}  // namespace pkgrepo::packaging
