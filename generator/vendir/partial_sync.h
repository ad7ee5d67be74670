// `vendir sync -d`: some contents only, or others in their place.

#ifndef PKGREPO_VENDIR_PARTIAL_SYNC_H_
#define PKGREPO_VENDIR_PARTIAL_SYNC_H_

#include <string>
#include <string_view>
#include <vector>

#include "vendir/config.h"

namespace pkgrepo::vendir {

// Contents to sync: "vendor/app", or "vendor/app=../app" to copy a local folder instead of what the config
// says.
struct DirectoryOverride {
  std::string path;
  std::string local_directory;  // "" keeps the config's source

  // A `~` at the beginning of the local folder stands for the home folder.
  static DirectoryOverride Parse(std::string_view text);
};

// `config` with the chosen contents only, each in a directory that holds nothing else, and without
// minimumRequiredVersion. Throws Error with upstream's words for a path that is not that of one of its
// contents.
Config SelectContents(const Config& config, const std::vector<DirectoryOverride>& overrides);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_PARTIAL_SYNC_H_
