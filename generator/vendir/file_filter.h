// Which of the fetched files stay: includePaths, excludePaths, legalPaths, ignorePaths and newRootPath.

#ifndef PKGREPO_VENDIR_FILE_FILTER_H_
#define PKGREPO_VENDIR_FILE_FILTER_H_

#include <string>
#include <vector>

#include "base/file_system.h"
#include "vendir/config.h"

namespace pkgrepo::vendir {

// Whether `path` matches one of the patterns (go/glob.h), all relative to the same root.
bool MatchesAny(const std::vector<std::string>& patterns, const std::string& path);

// Removes the files below `root` that the filters of `contents` leave out, then all folders without files.
// Legal files stay in any case. Without filters nothing but empty folders goes. Throws Error if no file is
// left.
void FilterFiles(FileSystem& files, const std::string& root, const Contents& contents);

// Makes the folder `new_root` below `root` take the place of `root`. `scratch` is a path on the same file
// system where nothing is. Throws Error if it leads out of `root` or is not a folder.
void ChangeRoot(FileSystem& files, const std::string& root, const std::string& new_root,
                const std::string& scratch);

// Copies the files that match `patterns` below `existing` to the same places below `root`, over what is
// there, without their modes. Throws Error if a folder matches.
void KeepIgnored(FileSystem& files, const std::string& existing, const std::string& root,
                 const std::vector<std::string>& patterns);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_FILE_FILTER_H_
