#include "packaging/vendoring.h"

#include <algorithm>
#include <iostream>

#include "base/digest.h"
#include "base/error.h"
#include "base/process.h"
#include "base/temp_dir.h"
#include "packaging/build_tree.h"
#include "packaging/mirror.h"
#include "vendir/config_json.h"
#include "vendir/lock_check.h"
#include "vendir/lock_config.h"
#include "vendir/resources.h"
#include "vendir/sync.h"

namespace pkgrepo::packaging {
namespace {

// The part of vendir.yml that the bundle lacks, pinned to the lock.
struct Missing {
  vendir::Config config;
  // The Secrets and ConfigMaps beside it.
  vendir::Resources resources;
  std::vector<std::string> paths;
  // Some of it is copied from local folders, whose content no lock knows.
  bool has_local_sources = false;

  std::string Key() const { return Sha256Hex(vendir::FormatConfig(config)); }
};

bool IsCommitted(const std::string& directory, StepInputs& inputs) {
  return inputs.IsDirectory(directory) && !inputs.files().ListDirectory(directory).empty();
}

vendir::LockConfig ReadLock(const VendorOptions& options, const std::string& path, const std::string& missing,
                            StepInputs& inputs) {
  if (!inputs.IsFile(path)) {
    throw Error("no such file: " + path)
        .Note(missing + " is not committed, so its revision must be locked")
        .Hint("build the target " + options.sync_target + " to fetch and lock it");
  }
  return vendir::ReadLockConfig(inputs.files(), path);
}

Missing FindMissing(const VendorOptions& options, const std::string& bundle, StepInputs& inputs) {
  Missing missing;
  const std::string config_path = JoinPath(bundle, "vendir.yml");
  if (!inputs.IsFile(config_path)) return missing;
  missing.resources = vendir::ReadResources(inputs.files(), {config_path}, std::cin);
  missing.config = missing.resources.config;
  std::erase_if(missing.config.directories, [&](const vendir::Directory& directory) {
    return IsCommitted(JoinPath(bundle, directory.path), inputs);
  });
  for (const vendir::Directory& directory : missing.config.directories)
    missing.paths.push_back(directory.path);
  if (missing.paths.empty()) return missing;
  const std::string lock_path = JoinPath(bundle, "vendir.lock.yml");
  const vendir::LockConfig lock = ReadLock(options, lock_path, missing.paths[0], inputs);
  if (const auto mismatch = vendir::FindLockMismatch(missing.config, lock)) {
    throw Error(lock_path + " does not match vendir.yml: " + *mismatch)
        .Hint("build the target " + options.sync_target + " to fetch and lock it anew");
  }
  vendir::PinToLock(missing.config, lock);
  for (const vendir::Directory& directory : missing.config.directories) {
    for (const vendir::Contents& contents : directory.contents) {
      missing.has_local_sources = missing.has_local_sources || contents.directory;
    }
  }
  return missing;
}

// Local folders are relative to vendir.yml.
void AddLocalSources(const vendir::Config& config, const std::string& bundle, StepInputs& inputs) {
  for (const vendir::Directory& directory : config.directories) {
    for (const vendir::Contents& contents : directory.contents) {
      if (contents.directory) inputs.Walk(CleanPath(JoinPath(bundle, contents.directory->path)));
    }
  }
}

void Fetch(const Missing& missing, const std::string& bundle, const std::string& vendored,
           FileSystem& files) {
  const RealProcessRunner processes;
  vendir::RealNetwork network;
  vendir::Sync(missing.config, missing.resources,
               {.lazy = false, .source_root = AbsolutePath(bundle), .output_root = AbsolutePath(vendored)},
               {.files = files, .processes = processes, .network = network});
}

VendorRecord ReadPrevious(const std::string& path, const FileSystem& files) {
  return files.IsFile(path) ? VendorRecord::Parse(path, files.ReadFile(path)) : VendorRecord();
}

bool IsFetched(const Missing& missing, const VendorRecord& previous, const std::string& vendored,
               const FileSystem& files) {
  return !missing.has_local_sources && previous.key == missing.Key() &&
         std::all_of(missing.paths.begin(), missing.paths.end(),
                     [&](const std::string& path) { return files.IsDirectory(JoinPath(vendored, path)); });
}

}  // namespace

VendorRecord Vendor(const VendorOptions& options, StepInputs& inputs) {
  const std::string& bundle = options.folders.bundle;
  if (!inputs.IsDirectory(bundle)) throw Error("no such directory: " + bundle);
  const Missing missing = FindMissing(options, bundle, inputs);
  const std::string vendored = JoinPath(options.folders.output, kVendoredBundle);
  FileSystem& files = inputs.files();
  if (missing.paths.empty()) {
    files.RemoveAll(vendored);
    return {};
  }
  inputs.Walk(bundle);
  MirrorTree(bundle, vendored, missing.paths, files);
  const VendorRecord previous = ReadPrevious(JoinPath(options.folders.output, kVendorRecord), files);
  AddLocalSources(missing.config, bundle, inputs);
  if (!IsFetched(missing, previous, vendored, files)) Fetch(missing, bundle, vendored, files);
  return {.fetched = missing.paths, .key = missing.Key(), .tree = TreeDigest(vendored, files)};
}

}  // namespace pkgrepo::packaging
