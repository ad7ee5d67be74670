#include "packaging/source_tree.h"

#include <utility>

#include "base/file_system.h"
#include "imgpkg/images_lock.h"
#include "packaging/ignore_rules.h"

namespace pkgrepo::packaging {
namespace {

void AddBothEndings(const std::string& stem, std::vector<std::string>& paths) {
  for (const char* ending : {".yaml", ".yml"}) paths.push_back(stem + ending);
}

}  // namespace

SourceTree::SourceTree(std::string directory, std::string bundle, std::string package)
    : directory_(std::move(directory)),
      bundle_(bundle.empty() ? JoinPath(directory_, "bundle") : std::move(bundle)),
      package_(std::move(package)) {}

std::vector<std::string> SourceTree::PackageFiles() const {
  if (!package_.empty()) return {package_};
  std::vector<std::string> paths;
  AddBothEndings(JoinPath(directory_, "package"), paths);
  return paths;
}

std::vector<std::string> SourceTree::MetadataFiles() const {
  std::vector<std::string> paths;
  AddBothEndings(JoinPath(directory_, "metadata"), paths);
  AddBothEndings(JoinPath(PackageDirectory(), "metadata"), paths);
  return paths;
}

std::string SourceTree::PackageDirectory() const { return std::string(DirName(directory_)); }

SourceTree SourceTree::Sibling(const std::string& name) const {
  return SourceTree(JoinPath(PackageDirectory(), name));
}

std::string SourceTree::TestValues() const { return JoinPath(directory_, "test/values"); }

std::string SourceTree::ImagesLock() const { return JoinPath(bundle_, imgpkg::kImagesLockPath); }

std::string SourceTree::IgnoreFile() const { return JoinPath(bundle_, kIgnoreFile); }

}  // namespace pkgrepo::packaging
