#include "packaging/vendor_fetch.h"

#include "base/process.h"
#include "vendir/sync.h"

namespace pkgrepo::packaging {
namespace {

void RemoveHistory(const std::string& path, FileSystem& files) {
  if (!files.IsDirectory(path)) return;
  for (const FileSystem::Entry& entry : files.Walk(path)) {
    const std::string_view name = BaseName(entry.path);
    if (name == ".git" || name == ".hg") files.RemoveAll(JoinPath(path, entry.path));
  }
}

}  // namespace

vendir::LockConfig FetchContents(const vendir::Config& wanted, const VendorConfig& config,
                                 const FetchOptions& options, FileSystem& files,
                                 const vendir::SyncProgress& progress) {
  const RealProcessRunner processes;
  vendir::RealNetwork network(options.watcher);
  vendir::LockConfig lock =
      vendir::Sync(wanted, config.resources,
                   {.lazy = options.lazy,
                    .partial = true,
                    .previous_lock = options.previous_lock,
                    .source_root = AbsolutePath(config.folder),
                    .output_root = AbsolutePath(options.output_root),
                    .find_chart = options.find_chart},
                   {.files = files, .processes = processes, .network = network}, progress);
  for (const vendir::Directory& directory : wanted.directories) {
    for (const vendir::Contents& contents : directory.contents) {
      if (!contents.manual)
        RemoveHistory(JoinPath(options.output_root, PathOfContents(directory, contents)), files);
    }
  }
  return lock;
}

}  // namespace pkgrepo::packaging
