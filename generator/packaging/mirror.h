// A copy of a folder that is brought up to date: equal files are left alone, so their modification times
// stay.

#ifndef PKGREPO_PACKAGING_MIRROR_H_
#define PKGREPO_PACKAGING_MIRROR_H_

#include <string>
#include <vector>

#include "base/file_system.h"

namespace pkgrepo::packaging {

// Makes `to` hold what `from` holds, apart from the folders `kept` (relative paths), which are left as they
// are in `to`. Of modes, whether a file is executable is copied. Links are copied as links.
// `source` may be another view of the disk than `files`, which holds `to`.
void MirrorTree(const FileSystem& source, const std::string& from, FileSystem& files, const std::string& to,
                const std::vector<std::string>& kept);

// A digest of names, executable bits, and content of all files in a folder, in hexadecimal.
std::string TreeDigest(const std::string& directory, const FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_MIRROR_H_
