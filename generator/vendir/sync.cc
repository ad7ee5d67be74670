#include "vendir/sync.h"

#include "vendir/symlinks.h"

namespace pkgrepo::vendir {

LockConfig Sync(const Config& config, const Resources& resources, const SyncOptions& options,
                const SyncEnvironment& environment, const SyncProgress& progress) {
  FetchCache cache = FetchCache::FromEnvironment();
  FetchContext context{.files = environment.files,
                       .processes = environment.processes,
                       .network = environment.network,
                       .resources = resources,
                       .cache = cache,
                       .scratch = "",
                       .progress = {},
                       .find_chart = options.find_chart};
  DirectorySyncOptions directory_options{.previous_lock = options.previous_lock,
                                         .lazy = options.lazy,
                                         .partial = options.partial,
                                         .source_root = options.source_root,
                                         .output_root = options.output_root};
  LockConfig lock;
  for (const Directory& directory : config.directories) {
    lock.directories.push_back(SyncDirectory(directory, directory_options, context, progress));
  }
  if (!options.allow_all_symlinks) {
    for (const Directory& directory : config.directories) {
      CheckSymlinks(environment.files, JoinPath(options.output_root, directory.path));
    }
  }
  return lock;
}

}  // namespace pkgrepo::vendir
