// The target that vendors into the source tree: what `vendir sync` does, but without removing files that it should
// keep.

#ifndef PKGREPO_PACKAGING_SOURCE_SYNC_H_
#define PKGREPO_PACKAGING_SOURCE_SYNC_H_

#include <functional>
#include <string>
#include <string_view>

#include "base/file_system.h"
#include "net/transfer_watcher.h"
#include "vendir/fetch.h"

namespace pkgrepo::packaging {

struct SourceSyncOptions {
  // The folder of vendir.yml.
  std::string folder;
  // The project's source tree; local sources are taken from nowhere else.
  std::string project;
  // Knows the charts that the project makes itself.
  vendir::ChartFinder find_chart = {};
  // Gets a line for each thing that happens.
  std::function<void(std::string_view)> tell;
  // Told how far transfers are, if it is not null.
  net::TransferWatcher* watcher = nullptr;
};

// Fetches all contents of vendir.yml and writes vendir.lock.yml, in vendir's bytes. Files beside the contents, which
// vendir would remove, are kept and reported; the contents of an earlier vendir.yml are removed and reported.
//
// Throws Error if there is no vendir.yml, if it is refused by ReadVendorConfig(), and for a folder that would be
// replaced although no earlier sync made it: the lock does not contain it. The directories before the one that failed
// are up to date then, and the lock is the old one.
void SyncSource(const SourceSyncOptions& options, FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_SOURCE_SYNC_H_
