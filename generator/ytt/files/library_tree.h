// The files of a run as ytt sees them: a tree of folders, in which each folder below a "_ytt_lib" is a
// library of its own.
//
//   LibraryTree root = LibraryTree::Make(files);
//   const LibraryTree* app = root.FindLibrary("github.com/acme/app");   // _ytt_lib/github.com/acme/app
//   for (const FilePtr& file : app->AllFiles()) …                       // without those of its own libraries
//
// https://carvel.dev/ytt/docs/v0.48.x/lang-ref-load/

#ifndef PKGREPO_YTT_FILES_LIBRARY_TREE_H_
#define PKGREPO_YTT_FILES_LIBRARY_TREE_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ytt/files/file.h"

namespace pkgrepo::ytt {

// The folder that holds libraries.
inline constexpr std::string_view kPrivateFolder = "_ytt_lib";

// A folder. Not movable: folders refer to their parents.
class LibraryTree {
 public:
  // Numbers the files by their order.
  static std::unique_ptr<LibraryTree> Make(const std::vector<FilePtr>& files);

  LibraryTree(const LibraryTree&) = delete;
  LibraryTree& operator=(const LibraryTree&) = delete;

  // The last part of its path; empty for the root.
  const std::string& name() const { return name_; }
  // From the root of all; empty for that one.
  std::string Path() const;
  const LibraryTree* parent() const { return parent_; }
  bool is_private() const { return name_ == kPrivateFolder; }

  // Its own files, in order.
  const std::vector<FilePtr>& files() const { return files_; }
  // Folders in order of their first file.
  const std::vector<std::unique_ptr<LibraryTree>>& folders() const { return folders_; }
  const LibraryTree* FindFolder(std::string_view name) const;

  // All files of this folder and below, own files first, without those in "_ytt_lib".
  std::vector<FilePtr> AllFiles() const;

  // What a path relative to this folder leads to, "a/b". Throws Error if there is no such folder, and for
  // paths through "_ytt_lib".
  const LibraryTree& FindPath(std::string_view path) const;
  // The library `path`, a folder of this one's "_ytt_lib". Throws Error if there is none.
  const LibraryTree& FindLibrary(std::string_view path) const;

 private:
  LibraryTree(std::string name, const LibraryTree* parent) : name_(std::move(name)), parent_(parent) {}
  LibraryTree& MakeFolder(std::string_view name);
  void Add(const FilePtr& file);

  std::string name_;
  const LibraryTree* parent_;
  std::vector<FilePtr> files_;
  std::vector<std::unique_ptr<LibraryTree>> folders_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_FILES_LIBRARY_TREE_H_
