// Following symbolic links. Follows filepath.EvalSymlinks of Go 1.21.
//
//   EvalSymlinks(disk, "config/current/a.yml");    // "config/v2/a.yml", where current is a link to v2

#ifndef PKGREPO_GO_EVAL_SYMLINKS_H_
#define PKGREPO_GO_EVAL_SYMLINKS_H_

#include <string>

#include "base/file_system.h"

namespace pkgrepo::go {

// `path` with all links in it replaced by what they lead to; relative if it is relative and no link is
// absolute. Throws Error "lstat PATH: no such file or directory" if it leads
// nowhere, and for chains of more than 255 links.
std::string EvalSymlinks(const FileSystem& disk, const std::string& path);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_EVAL_SYMLINKS_H_
