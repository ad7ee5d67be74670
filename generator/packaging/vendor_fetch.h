// Fetching what vendir.yml names, as the build wants it: one commit of an upstream gives one tree, and nothing but the
// contents themselves is touched.

#ifndef PKGREPO_PACKAGING_VENDOR_FETCH_H_
#define PKGREPO_PACKAGING_VENDOR_FETCH_H_

#include <string>

#include "base/file_system.h"
#include "net/transfer_watcher.h"
#include "packaging/vendor_config.h"
#include "vendir/directory_sync.h"
#include "vendir/lock_config.h"

namespace pkgrepo::packaging {

struct FetchOptions {
  // Where the contents are written below.
  std::string output_root;
  // Contents that are marked lazy stay, if this says that they are what the configuration asks for.
  bool lazy = false;
  vendir::LockConfig previous_lock = {};
  vendir::ChartFinder find_chart = {};
  // Told how far transfers are, if it is not null.
  net::TransferWatcher* watcher = nullptr;
};

// Fetches the contents of `wanted`, a part of `config`, in place of what is there; all else in their directories stays.
// Leaves out .git and .hg, in which two clones of one commit differ. Returns the lock. Throws Error with vendir's
// words.
vendir::LockConfig FetchContents(const vendir::Config& wanted, const VendorConfig& config,
                                 const FetchOptions& options, FileSystem& files,
                                 const vendir::SyncProgress& progress = {});

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_VENDOR_FETCH_H_
