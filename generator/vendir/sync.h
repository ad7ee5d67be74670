// vendir: brings the directories that vendir.yml describes up to date.
//
// Drop-in, in the working directory and with upstream's errors:
//
//   Resources resources = ReadResources(files, {"vendir.yml"}, std::cin);
//   const SyncOptions options = {.previous_lock = locked};
//   LockConfig lock = Sync(resources.config, resources, options, environment, progress);
//
// The build graph fetches by packaging/vendor_fetch.h instead.

#ifndef PKGREPO_VENDIR_SYNC_H_
#define PKGREPO_VENDIR_SYNC_H_

#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/process.h"
#include "vendir/config.h"
#include "vendir/directory_sync.h"
#include "vendir/fetch.h"
#include "vendir/lock_config.h"
#include "vendir/network.h"
#include "vendir/resources.h"

namespace pkgrepo::vendir {

// What syncing touches outside its own data; all references outlive the calls.
struct SyncEnvironment {
  FileSystem& files;
  const ProcessRunner& processes;
  Network& network;
};

struct SyncOptions {
  // Contents whose configuration is as it was stay as they are, if they are marked `lazy`.
  bool lazy = true;
  // `config` holds a part of the contents only: what else is in the directories stays.
  bool partial = false;
  // Links may lead anywhere.
  bool allow_all_symlinks = false;
  // What the last sync locked.
  LockConfig previous_lock = {};
  // What the paths in the config are relative to, and what the directories are written below; "" is the
  // working directory.
  std::string source_root = {};
  std::string output_root = {};
  ChartFinder find_chart = {};
};

// Syncs every directory of `config`, in order, and returns the lock. The lock file is the caller's affair.
// Throws Error with upstream's words; the directories before the one that failed are up to date then, the
// others as they were.
LockConfig Sync(const Config& config, const Resources& resources, const SyncOptions& options,
                const SyncEnvironment& environment, const SyncProgress& progress = {});

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_SYNC_H_
