// The bundle of a package version as a clean checkout of its sources has it, so that every step sees, renders and
// bundles the same, wherever and however it was checked out:
//
// * What packaging/ignore_rules.h leaves out is not there.
// * Files have the mode 0644 or 0755 (packaging/checkout_modes.h), folders 0755.
// * Links, pipes, sockets and devices are refused, as a bundle cannot contain them. The bundle's root may be a link.
//
// That holds for the bundle in the source tree and its copy in the build tree; elsewhere the view is the disk itself.
// Of what is in the source tree, which no step writes to, it remembers what it was when it was looked at first.
//
//   RealFileSystem disk;
//   BundleView view(disk, folders);
//   StepInputs inputs(view, disk);

#ifndef PKGREPO_PACKAGING_BUNDLE_VIEW_H_
#define PKGREPO_PACKAGING_BUNDLE_VIEW_H_

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/file_system.h"
#include "packaging/checkout_modes.h"
#include "packaging/ignore_rules.h"
#include "packaging/package_folders.h"

namespace pkgrepo::packaging {

class BundleView final : public FileSystem {
 public:
  // With the patterns of `.imgpkgignore` that the vendor step has recorded. `disk` is kept and must outlive the object.
  BundleView(FileSystem& disk, const PackageFolders& folders);
  // With these patterns: for the vendor step itself.
  BundleView(FileSystem& disk, const PackageFolders& folders, std::string_view patterns);

  FileSystem& disk() const { return disk_; }
  // Files outside the bundle that decide which of its files are executable.
  const std::vector<std::string>& ModeSources() const { return Modes().sources(); }

  std::optional<FileInfo> Stat(const std::string& path) const override;
  std::optional<FileInfo> StatFollowing(const std::string& path) const override;
  std::string ReadFile(const std::string& path) const override;
  std::vector<std::string> ListDirectory(const std::string& path) const override;

  std::string ReadSymlink(const std::string& path) const override { return disk_.ReadSymlink(path); }
  void WriteFile(const std::string& path, std::string_view content, uint32_t mode) override {
    disk_.WriteFile(path, content, mode);
  }
  void MakeDirectories(const std::string& path, uint32_t mode) override { disk_.MakeDirectories(path, mode); }
  void MakeSymlink(const std::string& target, const std::string& path) override {
    disk_.MakeSymlink(target, path);
  }
  void RemoveAll(const std::string& path) override { disk_.RemoveAll(path); }
  void Rename(const std::string& from, const std::string& to) override { disk_.Rename(from, to); }
  void SetMode(const std::string& path, uint32_t mode) override { disk_.SetMode(path, mode); }
  void SetModificationTime(const std::string& path, int64_t mtime) override {
    disk_.SetModificationTime(path, mtime);
  }

 private:
  // The path relative to the bundle; nullopt if it is elsewhere, or the bundle itself.
  std::optional<std::string> InBundle(const std::string& path) const;
  // What `disk_` has found at `path`, which is `name` in the bundle, as the view has it.
  std::optional<FileInfo> See(const std::string& path, const std::string& name, const FileInfo& found) const;
  const CheckoutModes& Modes() const;

  FileSystem& disk_;
  std::vector<std::string> roots_;
  IgnoreRules rules_;
  mutable std::optional<CheckoutModes> modes_;  // once they are asked for
  mutable std::unordered_map<std::string, std::optional<FileInfo>> seen_;  // in the source tree, by path
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_BUNDLE_VIEW_H_
