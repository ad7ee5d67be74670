// Checksums in the text of a release.

#ifndef PKGREPO_VENDIR_RELEASE_CHECKSUMS_H_
#define PKGREPO_VENDIR_RELEASE_CHECKSUMS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::vendir {

// The SHA-256 of each file from the first line of `notes` that is "HEX64  [./|/]NAME". Throws Error naming
// the first file that has no such line.
std::map<std::string, std::string> FindReleaseChecksums(std::string_view notes,
                                                        const std::vector<std::string>& file_names);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_RELEASE_CHECKSUMS_H_
