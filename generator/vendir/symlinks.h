// Symbolic links in fetched trees: where they lead, and whether they may.

#ifndef PKGREPO_VENDIR_SYMLINKS_H_
#define PKGREPO_VENDIR_SYMLINKS_H_

#include <string>

#include "base/file_system.h"

namespace pkgrepo::vendir {

// `path` with all links in it followed, relative if it was and no absolute link was met. Throws Error with
// Go's words
// ("lstat a/b: no such file or directory", "not a directory", "EvalSymlinks: too many links").
std::string ResolveSymlinks(const FileSystem& files, const std::string& path);

// Whether `path`, all links followed, is `directory` or in it.
bool LeadsInto(const FileSystem& files, const std::string& path, const std::string& directory);

// Throws Error, with upstream's words, if a link anywhere below `directory` leads out of it or nowhere.
void CheckSymlinks(const FileSystem& files, const std::string& directory);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_SYMLINKS_H_
