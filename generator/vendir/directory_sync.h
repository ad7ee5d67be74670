// Bringing one directory of vendir.yml up to date.
//
// The new tree is built aside, in a working folder .vendir-tmp-…, and takes the old one's place as a whole,
// in one step where the system can exchange two folders. Whatever fails before that leaves the old tree as it
// was.

#ifndef PKGREPO_VENDIR_DIRECTORY_SYNC_H_
#define PKGREPO_VENDIR_DIRECTORY_SYNC_H_

#include <functional>
#include <string>
#include <string_view>

#include "vendir/config.h"
#include "vendir/fetch.h"
#include "vendir/lock_config.h"

namespace pkgrepo::vendir {

// Told what happens, in upstream's words.
struct SyncProgress {
  std::function<void(std::string_view)> line = [](std::string_view) {};
  std::function<void(std::string_view)> raw = [](std::string_view) {};
};

struct DirectorySyncOptions {
  // What the last sync locked; tells lazy contents whether they are up to date.
  LockConfig previous_lock;
  bool lazy = true;
  // Only the contents listed change; all else in the directory stays.
  bool partial = false;
  // What the paths of directories and of `directory` sources are relative to; "" is the working directory.
  std::string source_root;
  // What the directories are written below. The working folder is made here.
  std::string output_root;
};

// Throws Error with upstream's words.
LockedDirectoryEntry SyncDirectory(const Directory& directory, const DirectorySyncOptions& options,
                                   const FetchContext& context, const SyncProgress& progress);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_DIRECTORY_SYNC_H_
