#include "packaging/vendoring.h"

#include <algorithm>

#include "base/digest.h"
#include "base/error.h"
#include "packaging/build_tree.h"
#include "packaging/mirror.h"
#include "packaging/vendor_cache.h"
#include "packaging/vendor_config.h"
#include "packaging/vendor_fetch.h"
#include "vendir/config_json.h"

namespace pkgrepo::packaging {
namespace {

// Calls `function` with each directory and each of its contents.
template <typename Function>
void ForEachContents(vendir::Config& config, Function function) {
  for (vendir::Directory& directory : config.directories) {
    for (vendir::Contents& contents : directory.contents) function(directory, contents);
  }
}

// The part of vendir.yml that the bundle lacks, pinned to the lock.
struct Missing {
  vendir::Config config;
  std::vector<std::string> paths;
  // Some of it is copied from local folders, whose content no lock knows.
  bool has_local_sources = false;

  std::string Asked() const { return vendir::FormatConfig(config); }
  std::string Key() const { return Sha256Hex(Asked()); }
};

bool IsCommitted(const std::string& path, StepInputs& inputs) {
  if (inputs.IsFile(path)) return true;
  return inputs.IsDirectory(path) && !inputs.files().ListDirectory(path).empty();
}

// Throws Error for contents that would not be the same each time they are fetched.
void RequirePinned(const VendorConfig& config, const vendir::Directory& directory,
                   const vendir::Contents& contents) {
  const std::string path = PathOfContents(directory, contents);
  const bool release_by_http = contents.github_release && contents.github_release->http;
  const vendir::HttpSource* http = contents.http     ? &*contents.http
                                   : release_by_http ? &*contents.github_release->http
                                                     : nullptr;
  if (http != nullptr && http->sha256.empty()) {
    throw Error(path + " is not committed, and nothing pins what " + http->url + " holds")
        .At(config.PositionOf(directory.path, contents.path))
        .Hint("commit the folder, or add sha256 to the source");
  }
}

Error NotFetched(const VendorConfig& config, const vendir::Directory& directory,
                 const vendir::Contents& contents, const std::string& reason) {
  return Error(PathOfContents(directory, contents) + " is not committed, " + reason)
      .At(config.PositionOf(directory.path, contents.path));
}

Missing FindMissing(const VendorOptions& options, const VendorConfig& config, StepInputs& inputs) {
  Missing missing{.config = config.config(), .paths = {}};
  for (vendir::Directory& directory : missing.config.directories) {
    std::erase_if(directory.contents, [&](const vendir::Contents& contents) {
      return contents.manual ||
             IsCommitted(JoinPath(config.folder, PathOfContents(directory, contents)), inputs);
    });
  }
  std::erase_if(missing.config.directories, [](const auto& directory) { return directory.contents.empty(); });
  const std::optional<vendir::LockConfig> lock = ReadVendorLock(config, options.sync_target, inputs);
  ForEachContents(missing.config, [&](const vendir::Directory& directory, const vendir::Contents& contents) {
    if (!lock) {
      throw NotFetched(config, directory, contents,
                       "so its revision must be locked, but there is no " + std::string(kVendirLockFile))
          .Hint("build the target " + options.sync_target + " to fetch and lock it");
    }
    const bool is_local = contents.directory || contents.inline_source;
    if (options.offline && !is_local) {
      throw NotFetched(config, directory, contents, "and PACKAGE_REPO_OFFLINE forbids fetching it")
          .Hint("build the target " + options.sync_target + ", and commit what it fetches");
    }
    RequirePinned(config, directory, contents);
    missing.paths.push_back(PathOfContents(directory, contents));
    missing.has_local_sources = missing.has_local_sources || contents.directory;
  });
  if (lock) vendir::PinToLock(missing.config, *lock);
  return missing;
}

// Local folders are relative to vendir.yml.
void AddLocalSources(vendir::Config& config, const std::string& bundle, StepInputs& inputs) {
  ForEachContents(config, [&](const vendir::Directory&, const vendir::Contents& contents) {
    if (contents.directory) inputs.Walk(CleanPath(JoinPath(bundle, contents.directory->path)));
  });
}

VendorRecord ReadPrevious(const std::string& path, const FileSystem& files) {
  return files.IsFile(path) ? VendorRecord::Parse(path, files.ReadFile(path)) : VendorRecord();
}

std::string ContentDigest(const std::vector<std::string>& paths, const std::string& vendored,
                          const FileSystem& files) {
  std::string digests;
  for (const std::string& path : paths) {
    const std::string place = JoinPath(vendored, path);
    digests += files.IsDirectory(place) ? TreeDigest(place, files) : Sha256Hex(files.ReadFile(place));
  }
  return Sha256Hex(digests);
}

bool IsFetched(const Missing& missing, const VendorRecord& previous, const std::string& vendored,
               const FileSystem& files) {
  return !missing.has_local_sources && previous.key == missing.Key() &&
         std::all_of(missing.paths.begin(), missing.paths.end(),
                     [&](const std::string& path) {
                       return files.StatFollowing(JoinPath(vendored, path)).has_value();
                     }) &&
         previous.content == ContentDigest(missing.paths, vendored, files);
}

void Fetch(const Missing& missing, const VendorConfig& config, const std::string& vendored,
           cache::CacheAccess& access, net::TransferWatcher* watcher, FileSystem& disk) {
  VendorCache cache(access, missing.Asked(), missing.paths);
  if (!missing.has_local_sources && cache.Restore(vendored, disk)) return;
  FetchContents(missing.config, config, {.output_root = vendored, .watcher = watcher}, disk);
  if (!missing.has_local_sources) cache.Keep(vendored, disk);
}

}  // namespace

VendorRecord Vendor(const VendorOptions& options, StepInputs& inputs) {
  const std::string& bundle = options.folders.source.bundle();
  if (!inputs.IsDirectory(bundle)) throw Error("no such directory: " + bundle);
  FileSystem& files = inputs.files();
  const std::string vendored = JoinPath(options.folders.output, kVendoredBundle);
  const std::optional<VendorConfig> config = ReadVendorConfig(bundle, options.project, inputs);
  Missing missing;
  if (config) missing = FindMissing(options, *config, inputs);
  if (missing.paths.empty()) {
    files.RemoveAll(vendored);
    return {};
  }
  inputs.Walk(bundle);
  MirrorTree(files, bundle, inputs.disk(), vendored, missing.paths);
  const VendorRecord previous = ReadPrevious(JoinPath(options.folders.output, kVendorRecord), files);
  AddLocalSources(missing.config, bundle, inputs);
  if (!IsFetched(missing, previous, vendored, inputs.disk())) {
    Fetch(missing, *config, vendored, options.cache, options.watcher, inputs.disk());
  }
  return {.fetched = missing.paths,
          .key = missing.Key(),
          .tree = TreeDigest(vendored, files),
          .content = ContentDigest(missing.paths, vendored, inputs.disk())};
}

}  // namespace pkgrepo::packaging
