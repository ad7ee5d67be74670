#include "packaging/source_sync.h"

#include <algorithm>
#include <set>

#include "base/strings.h"
#include "packaging/step_inputs.h"
#include "packaging/vendor_fetch.h"
#include "vendir/lock_check.h"

namespace pkgrepo::packaging {
namespace {

class SourceSync {
 public:
  SourceSync(const SourceSyncOptions& options, const VendorConfig& config, FileSystem& files)
      : options_(options), config_(config), files_(files) {
    for (const vendir::Directory& directory : config.config().directories) {
      for (const vendir::Contents& contents : directory.contents) {
        paths_.push_back(PathOfContents(directory, contents));
      }
    }
    if (files.IsFile(config.LockFile())) previous_ = vendir::ReadLockConfig(files, config.LockFile());
  }

  void Run() {
    RefuseStrangers();
    const vendir::LockConfig lock = FetchContents(
        config_.config(), config_, {.output_root = config_.folder, .lazy = true, .previous_lock = previous_,
                                   .find_chart = options_.find_chart, .watcher = options_.watcher},
        files_, {.line = options_.tell});
    RemoveFormerContents();
    TellKept();
    vendir::WriteLockConfig(files_, config_.LockFile(), lock);
  }

 private:
  // What the lock does not know was made by hand, perhaps.
  void RefuseStrangers() const {
    for (const vendir::Directory& directory : config_.config().directories) {
      for (const vendir::Contents& contents : directory.contents) {
        const std::string place = JoinPath(config_.folder, PathOfContents(directory, contents));
        if (contents.manual || previous_.Find(directory.path, contents.path) != nullptr) continue;
        if (!files_.Stat(place) || (files_.IsDirectory(place) && files_.ListDirectory(place).empty()))
          continue;
        throw Error("'" + place + "' exists already, and " + std::string(kVendirLockFile) +
                    " does not say that it was vendored: its files would be lost")
            .At(config_.PositionOf(directory.path, contents.path))
            .Hint("remove it if it may be replaced, or vendor into a folder of its own, such as upstream");
      }
    }
  }

  void RemoveFormerContents() {
    for (const std::string& path : vendir::FindFormerContents(config_.config(), previous_)) {
      if (!files_.Stat(JoinPath(config_.folder, path))) continue;
      files_.RemoveAll(JoinPath(config_.folder, path));
      options_.tell("Removed " + path + ", which " + std::string(kVendirFile) + " no longer names");
    }
  }

  void TellKept() const {
    std::set<std::string> kept;
    for (const vendir::Directory& directory : config_.config().directories) {
      const std::string root = JoinPath(config_.folder, directory.path);
      if (!files_.IsDirectory(root)) continue;
      for (const std::string& name : files_.ListDirectory(root)) {
        const std::string path = CleanPath(directory.path + "/" + name);
        const bool holds_contents = std::any_of(paths_.begin(), paths_.end(), [&](const std::string& used) {
          return IsInside(path, used) || IsInside(used, path);
        });
        if (!holds_contents) kept.insert(path);
      }
    }
    if (kept.empty()) return;
    options_.tell("Kept " + Join({kept.begin(), kept.end()}, ", ") +
                  ", which no source owns (vendir itself would remove this; give the directory in " +
                  std::string(kVendirFile) + " a path of its own)");
  }

  const SourceSyncOptions& options_;
  const VendorConfig& config_;
  FileSystem& files_;
  std::vector<std::string> paths_;
  vendir::LockConfig previous_;
};

}  // namespace

void SyncSource(const SourceSyncOptions& options, FileSystem& files) {
  StepInputs inputs(files);
  const std::optional<VendorConfig> config = ReadVendorConfig(options.folder, options.project, inputs);
  if (!config) {
    throw Error("no such file: " + JoinPath(options.folder, kVendirFile))
        .Hint("write one, or do not build this target: the package vendors nothing");
  }
  SourceSync(options, *config, files).Run();
}

}  // namespace pkgrepo::packaging
