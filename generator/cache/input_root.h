// What an action reads, as the input root of Bazel's remote execution: a tree of messages
//
//   Directory     { files = 1; directories = 2; }
//   FileNode      { name = 1; digest = 2; is_executable = 4; }
//   DirectoryNode { name = 1; digest = 2; }
//
//   InputRoot root;
//   root.AddFile("source/bundle/values.yaml", {.digest = digest, .size = 120, .place = "/src/app/bundle/values.yaml"});
//   root.AddFolder("source/test");
//   const Blob& top = root.Messages().back();
//
// https://github.com/bazelbuild/remote-apis/blob/main/build/bazel/remote/execution/v2/remote_execution.proto

#ifndef PKGREPO_CACHE_INPUT_ROOT_H_
#define PKGREPO_CACHE_INPUT_ROOT_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "cache/remote_execution.h"

namespace pkgrepo::cache {

struct InputFile {
  Digest digest;
  int64_t size = 0;
  bool is_executable = false;
  // Where it lies on the disk; "" if `text` is all of it.
  std::string place = {};
  std::string text = {};
};

class InputRoot {
 public:
  // Paths are relative and clean. The folders above them are added, too.
  void AddFile(std::string_view path, InputFile file);
  void AddText(std::string_view path, const std::string& text);
  void AddFolder(std::string_view path);

  // The messages Directory of all folders; that of the root is the last.
  std::vector<Blob> Messages() const;
  std::vector<InputFile> Files() const;

 private:
  struct Folder {
    std::map<std::string, InputFile, std::less<>> files;
    std::map<std::string, Folder, std::less<>> folders;
  };
  Folder& FolderAt(std::string_view path);
  static void AddMessages(const Folder& folder, std::vector<Blob>& messages);
  static void AddFiles(const Folder& folder, std::vector<InputFile>& files);

  Folder root_;
};

}  // namespace pkgrepo::cache

#endif  // PKGREPO_CACHE_INPUT_ROOT_H_
