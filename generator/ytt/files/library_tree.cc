#include "ytt/files/library_tree.h"

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::ytt {
namespace {

// Paths may come from anywhere (--bulk-in), and folders are walked recursively.
constexpr size_t kMaxFolderDepth = 1000;

std::string JoinFirst(const std::vector<std::string_view>& parts, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += (i == 0 ? "" : "/") + std::string(parts[i]);
  return out;
}

}  // namespace

std::unique_ptr<LibraryTree> LibraryTree::Make(const std::vector<FilePtr>& files) {
  std::unique_ptr<LibraryTree> root(new LibraryTree("", nullptr));
  for (size_t i = 0; i < files.size(); ++i) {
    files[i]->set_order(i);
    root->Add(files[i]);
  }
  return root;
}

LibraryTree& LibraryTree::MakeFolder(std::string_view name) {
  for (const auto& folder : folders_) {
    if (folder->name_ == name) return *folder;
  }
  folders_.emplace_back(new LibraryTree(std::string(name), this));
  return *folders_.back();
}

void LibraryTree::Add(const FilePtr& file) {
  LibraryTree* folder = this;
  const std::vector<std::string_view> parts = Split(file->path(), '/');
  if (parts.size() > kMaxFolderDepth)
    throw Error("File '" + file->path().substr(0, 80) + "…' is in too many folders");
  for (size_t i = 0; i + 1 < parts.size(); ++i) folder = &folder->MakeFolder(parts[i]);
  folder->files_.push_back(file);
}

std::string LibraryTree::Path() const {
  if (parent_ == nullptr) return "";
  return JoinPath(parent_->Path(), name_);
}

const LibraryTree* LibraryTree::FindFolder(std::string_view name) const {
  for (const auto& folder : folders_) {
    if (folder->name_ == name) return folder.get();
  }
  return nullptr;
}

std::vector<FilePtr> LibraryTree::AllFiles() const {
  std::vector<FilePtr> all = files_;
  for (const auto& folder : folders_) {
    if (folder->is_private()) continue;
    const std::vector<FilePtr> below = folder->AllFiles();
    all.insert(all.end(), below.begin(), below.end());
  }
  return all;
}

const LibraryTree& LibraryTree::FindPath(std::string_view path) const {
  const LibraryTree* folder = this;
  const std::vector<std::string_view> parts = Split(path, '/');
  for (size_t i = 0; i < parts.size(); ++i) {
    folder = folder->FindFolder(parts[i]);
    if (folder == nullptr) throw Error("Did not find '" + JoinFirst(parts, i) + "'");
    if (folder->is_private()) throw Error("Encountered private library '" + folder->name() + "'");
  }
  return *folder;
}

const LibraryTree& LibraryTree::FindLibrary(std::string_view path) const {
  const LibraryTree* folder = FindFolder(kPrivateFolder);
  if (folder == nullptr) {
    throw Error("Could not find private library (directory '" + std::string(kPrivateFolder) + "' missing?)");
  }
  const std::vector<std::string_view> parts = Split(path, '/');
  for (size_t i = 0; i < parts.size(); ++i) {
    folder = folder->FindFolder(parts[i]);
    if (folder == nullptr) {
      throw Error("Expected to find library '" + std::string(path) + "', but did not find '" +
                  JoinFirst(parts, i) + "'");
    }
    if (folder->is_private()) throw Error("Could not load private library '" + JoinFirst(parts, i) + "'");
  }
  return *folder;
}

}  // namespace pkgrepo::ytt
