// Vendored trees that are not committed: fetched at their locked revision into the build tree.

#ifndef PKGREPO_PACKAGING_VENDORING_H_
#define PKGREPO_PACKAGING_VENDORING_H_

#include <string>

#include "cache/cache_access.h"
#include "net/transfer_watcher.h"
#include "packaging/package_folders.h"
#include "packaging/step_inputs.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::packaging {

struct VendorOptions {
  PackageFolders folders;
  // The project's source tree; local sources are taken from nowhere else.
  std::string project;
  // The target that vendors into the source tree, for messages.
  std::string sync_target;
  // Nothing may be fetched from the network.
  bool offline = false;
  // Where to look for what an upstream would be asked for; must outlive the call.
  cache::CacheAccess& cache;
  // Told how far transfers are, if it is not null.
  net::TransferWatcher* watcher = nullptr;
};

// Checks which contents of vendir.yml the bundle has. If it has all, or there is no vendir.yml, nothing is done; else
// the bundle is copied to vendored/ of the build tree, and what is missing is fetched there, without the .git of what
// comes from git. What was fetched stays until vendir.yml or its lock changes.
//
// Throws Error with file and line for a vendir.yml or lock that ReadVendorConfig() and ReadVendorLock() refuse, if
// something is to be fetched and vendir.lock.yml is missing, and for what no lock pins: a `http` source without sha256.
VendorRecord Vendor(const VendorOptions& options, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_VENDORING_H_
