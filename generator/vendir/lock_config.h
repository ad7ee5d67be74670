// vendir.lock.yml: what a sync fetched, exactly.
//
//   LockConfig lock = ReadLockConfig(files, "vendir.lock.yml");
//   WriteLockConfig(files, "vendir.lock.yml", lock);           // upstream's bytes
//
// https://carvel.dev/vendir/docs/latest/vendir-lock-spec/

#ifndef PKGREPO_VENDIR_LOCK_CONFIG_H_
#define PKGREPO_VENDIR_LOCK_CONFIG_H_

#include <optional>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "vendir/config.h"

namespace pkgrepo::vendir {

inline constexpr char kLockKind[] = "LockConfig";

struct LockedGit {
  std::string sha = {};
  std::vector<std::string> tags = {};
  std::string commit_title = {};
};

struct LockedHg {
  std::string sha = {};
  std::vector<std::string> tags = {};
  std::string change_set_title = {};
};

struct LockedHttp {};

struct LockedImage {
  std::string url = {};  // by digest
  std::string tag = {};  // what the digest was found by, if that was a tag
};

struct LockedImgpkgBundle {
  std::string image = {};  // by digest
  std::string tag = {};
};

struct LockedGithubRelease {
  std::string url = {};  // the release's address in GitHub's API
  std::string tag = {};
};

struct LockedHelmChart {
  std::string version = {};
  std::string app_version = {};
};

struct LockedManual {};
struct LockedDirectory {};
struct LockedInline {};

struct LockedContents {
  std::string path = {};
  std::string config_digest = {};  // of lazy contents
  std::optional<LockedGit> git = {};
  std::optional<LockedHg> hg = {};
  std::optional<LockedHttp> http = {};
  std::optional<LockedImage> image = {};
  std::optional<LockedImgpkgBundle> imgpkg_bundle = {};
  std::optional<LockedGithubRelease> github_release = {};
  std::optional<LockedHelmChart> helm_chart = {};
  std::optional<LockedManual> manual = {};
  std::optional<LockedDirectory> directory = {};
  std::optional<LockedInline> inline_source = {};
};

struct LockedDirectoryEntry {
  std::string path = {};
  std::vector<LockedContents> contents = {};
};

struct LockConfig {
  std::string api_version = kApiVersion;
  std::string kind = kLockKind;
  std::vector<LockedDirectoryEntry> directories = {};

  // nullptr if the lock has no such directory or contents.
  const LockedContents* Find(const std::string& directory, const std::string& contents) const;
};

// Throws Error with upstream's words if the file is missing or is not a lock.
LockConfig ReadLockConfig(const FileSystem& files, const std::string& path);

// The text of a lock file.
std::string FormatLockConfig(const LockConfig& lock);

// Replaces the file as a whole, keeping its mode; a new one has mode 0600. A file that says the same already is left alone, and so is
// its time. A device, such as /dev/null, is written to.
// Throws Error if its folder is missing.
void WriteLockConfig(FileSystem& files, const std::string& path, const LockConfig& lock);

// `old` with what `fresh` says about the contents it holds: known contents change in place, new ones and new
// directories are added at the end.
LockConfig MergeLockConfig(const LockConfig& old, const LockConfig& fresh);

// The contents of all directories, pinned to what the lock says: a git ref becomes the SHA, an image its
// digest. Throws Error with upstream's words if the lock lacks the directory, the contents, or what it takes
// to pin them.
void PinToLock(Config& config, const LockConfig& lock);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_LOCK_CONFIG_H_
