#include "packaging/bundle_view.h"

#include "base/error.h"
#include "base/utf8.h"
#include "packaging/build_tree.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::packaging {
namespace {

std::string RecordedPatterns(const FileSystem& disk, const PackageFolders& folders) {
  const std::string record = JoinPath(folders.output, kVendorRecord);
  return disk.IsFile(record) ? VendorRecord::Parse(record, disk.ReadFile(record)).ignored : "";
}

[[noreturn]] void Refuse(const std::string& path, const FileInfo& info) {
  throw Error(info.is_symlink() ? "this is a symbolic link, and a bundle cannot contain links"
                                : "this is neither a file nor a folder")
      .At({.file = path})
      .Hint(std::string(info.is_symlink() ? "replace it with a copy of what it leads to" : "remove it") +
            ", or exclude it with a line in the bundle's " + std::string(kIgnoreFile));
}

}  // namespace

BundleView::BundleView(FileSystem& disk, const PackageFolders& folders)
    : BundleView(disk, folders, RecordedPatterns(disk, folders)) {}

BundleView::BundleView(FileSystem& disk, const PackageFolders& folders, std::string_view patterns)
    : disk_(disk),
      roots_({CleanPath(folders.source.bundle()), CleanPath(JoinPath(folders.output, kVendoredBundle))}) {
  rules_.Add(folders.source.IgnoreFile(), WithoutByteOrderMark(patterns));
}

std::optional<FileInfo> BundleView::Stat(const std::string& path) const {
  if (const auto seen = seen_.find(path); seen != seen_.end()) return seen->second;
  const std::optional<FileInfo> info = disk_.Stat(path);
  const std::optional<std::string> name = info ? InBundle(path) : std::nullopt;
  if (!name) return info;
  const std::optional<FileInfo> shown = See(path, *name, *info);
  if (path.starts_with(roots_[0]) && path[roots_[0].size()] == '/') seen_.emplace(path, shown);
  return shown;
}

std::optional<FileInfo> BundleView::See(const std::string& path, const std::string& name, const FileInfo& found) const {
  if (rules_.Ignores(name, found.is_directory())) return std::nullopt;
  if (!found.is_file() && !found.is_directory()) Refuse(path, found);
  const bool is_executable = found.is_directory() || Modes().IsExecutable(name, found.is_executable());
  FileInfo shown = found;
  shown.mode = is_executable ? kExecutableMode : kPlainMode;
  return shown;
}

std::optional<FileInfo> BundleView::StatFollowing(const std::string& path) const {
  return InBundle(path) ? Stat(path) : disk_.StatFollowing(path);
}

std::string BundleView::ReadFile(const std::string& path) const {
  if (InBundle(path) && !Stat(path) && disk_.Stat(path)) {
    throw Error("this file is excluded from the bundle")
        .At({.file = path})
        .Hint("rename it, or include it again with a line that begins with '!' in " +
              std::string(kIgnoreFile));
  }
  return disk_.ReadFile(path);
}

std::vector<std::string> BundleView::ListDirectory(const std::string& path) const {
  std::vector<std::string> names = disk_.ListDirectory(path);
  std::erase_if(names, [&](const std::string& name) {
    const std::string child = JoinPath(path, name);
    const std::optional<std::string> in_bundle = InBundle(child);
    if (!in_bundle) return false;
    const std::optional<FileInfo> info = rules_.DependsOnType() ? disk_.Stat(child) : std::nullopt;
    return rules_.Ignores(*in_bundle, info && info->is_directory());
  });
  return names;
}

std::optional<std::string> BundleView::InBundle(const std::string& path) const {
  const std::string clean = CleanPath(path);
  for (const std::string& root : roots_) {
    if (clean.size() > root.size() + 1 && clean.starts_with(root) && clean[root.size()] == '/') {
      return clean.substr(root.size() + 1);
    }
  }
  return std::nullopt;
}

const CheckoutModes& BundleView::Modes() const {
  if (!modes_) modes_.emplace(roots_[0], disk_, RealProcessRunner());
  return *modes_;
}

}  // namespace pkgrepo::packaging
