// Copies of trees on disk as they are: modes, empty folders, links.

#ifndef PKGREPO_VENDIR_COPY_TREE_H_
#define PKGREPO_VENDIR_COPY_TREE_H_

#include <string>

#include "base/file_system.h"

namespace pkgrepo::vendir {

// Copies `from`, which may be a file, a link or a folder, to `to`, where nothing may be; its parent must be
// there. Throws Error for devices, pipes and sockets.
void CopyTree(FileSystem& files, const std::string& from, const std::string& to);

// As CopyTree, but the files of the copy are those of the original under a further name where the file system
// has hard links: their times stay, and nothing is copied. For trees of which one is removed soon.
void LinkTree(FileSystem& files, const std::string& from, const std::string& to);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_COPY_TREE_H_
