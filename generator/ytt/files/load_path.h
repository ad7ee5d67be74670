// What the paths of load() mean: "funcs.star", "/lib/text.lib.txt", "@app:values.star", "@ytt:json".

#ifndef PKGREPO_YTT_FILES_LOAD_PATH_H_
#define PKGREPO_YTT_FILES_LOAD_PATH_H_

#include <optional>
#include <string_view>

#include "ytt/files/library_tree.h"

namespace pkgrepo::ytt {

// Where a file is that loads another one.
struct LoadLocation {
  const LibraryTree* root;    // the folder that paths with a leading '/' start from
  const LibraryTree* folder;  // the file's own: other paths start there, and its "_ytt_lib" has its libraries
};

struct LoadTarget {
  const File* file;
  LoadLocation location;
};

// The folder or the file at a path without "@". Throws Error if it does not exist, or if it is in a library's folder.
const LibraryTree& FindFolderAt(std::string_view path, const LoadLocation& from);
const File& FindFileAt(std::string_view path, const LoadLocation& from);

// The name of an @ytt: module, "json"; nullopt for other paths.
std::optional<std::string_view> ModuleName(std::string_view path);

// The library file that `path` leads to. Throws Error if there is no file, or if it is not a library file.
LoadTarget FindLoadTarget(std::string_view path, const LoadLocation& from);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_FILES_LOAD_PATH_H_
