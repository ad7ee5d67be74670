#include "vendir/lock_config.h"

#include <algorithm>

#include "base/error.h"
#include "vendir/config_json.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::vendir {
namespace {

constexpr uint32_t kLockMode = 0600;

LockConfig ParseLockConfig(const std::string& text, const std::string& path) {
  nlohmann::json json =
      WithContext("Unmarshaling lock config: ", [&] { return yaml::ParseYamlAsJson(text, path); });
  return WithContext("Unmarshaling lock config: error unmarshaling JSON: while decoding JSON: ",
                     [&] { return LockConfigFromJson(json); });
}

void ValidateLockConfig(const LockConfig& lock) {
  const std::string prefix = "Validating lock config: ";
  if (lock.api_version != kApiVersion) {
    throw Error(prefix + "Validating apiVersion: Unknown version (known: " + kApiVersion + ")");
  }
  if (lock.kind != kLockKind) {
    throw Error(prefix + "Validating kind: Unknown kind (known: " + std::string(kLockKind) + ")");
  }
}

template <typename Entry>
auto FindPath(std::vector<Entry>& entries, const std::string& path) {
  return std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.path == path; });
}

// The lock's entry for one kind of source. Throws Error if it is not there or `pinned` in it is empty.
template <typename Locked>
const Locked& Require(const std::optional<Locked>& locked, const std::string& name) {
  if (!locked) throw Error("Expected " + name + " lock configuration to be non-empty");
  return *locked;
}

const std::string& RequireText(const std::string& text, const std::string& name) {
  if (text.empty()) throw Error("Expected " + name + " to be non-empty");
  return text;
}

void Pin(Contents& contents, const LockedContents& locked) {
  if (contents.git) contents.git->ref = RequireText(Require(locked.git, "git").sha, "git SHA");
  if (contents.hg) contents.hg->ref = RequireText(Require(locked.hg, "hg").sha, "hg SHA");
  if (contents.http) Require(locked.http, "HTTP");
  if (contents.image) {
    const LockedImage& image = Require(locked.image, "image");
    contents.image->url = RequireText(image.url, "image URL");
    contents.image->tag_selection.reset();
    contents.image->locked_tag = image.tag;
  }
  if (contents.imgpkg_bundle) {
    const LockedImgpkgBundle& bundle = Require(locked.imgpkg_bundle, "image");
    contents.imgpkg_bundle->image = RequireText(bundle.image, "imgpkg bundle Image");
    contents.imgpkg_bundle->tag_selection.reset();
    contents.imgpkg_bundle->locked_tag = bundle.tag;
  }
  if (contents.github_release) {
    const LockedGithubRelease& release = Require(locked.github_release, "github release");
    contents.github_release->url = RequireText(release.url, "github release URL");
    contents.github_release->tag = release.tag;
  }
  if (contents.helm_chart) {
    contents.helm_chart->version =
        RequireText(Require(locked.helm_chart, "helm chart").version, "helm chart version");
  }
}

}  // namespace

const LockedContents* LockConfig::Find(const std::string& directory, const std::string& contents) const {
  for (const LockedDirectoryEntry& entry : directories) {
    if (entry.path != directory) continue;
    for (const LockedContents& locked : entry.contents) {
      if (locked.path == contents) return &locked;
    }
  }
  return nullptr;
}

LockConfig ReadLockConfig(const FileSystem& files, const std::string& path) {
  if (!files.StatFollowing(path)) {
    throw Error("Reading lock config '" + path + "': open " + path + ": no such file or directory");
  }
  LockConfig lock = ParseLockConfig(files.ReadFile(path), path);
  ValidateLockConfig(lock);
  return lock;
}

void WriteLockConfig(FileSystem& files, const std::string& path, const LockConfig& lock) {
  if (!files.IsDirectory(std::string(DirName(path)))) {
    throw Error("Writing lock config: open " + path + ": no such file or directory");
  }
  const std::string text = FormatLockConfig(lock);
  std::optional<FileInfo> existing = files.StatFollowing(path);
  if (existing && existing->is_file()) {
    const auto read = [&] { return files.ReadFile(path); };
    if (WithContext("Failed to check existing lock file: ", read) == text) return;
  }
  files.WriteFile(path, text, kLockMode);
  if (existing && existing->is_file()) files.SetMode(path, existing->mode);
}

LockConfig MergeLockConfig(const LockConfig& old, const LockConfig& fresh) {
  LockConfig merged = old;
  for (const LockedDirectoryEntry& directory : fresh.directories) {
    auto known_directory = FindPath(merged.directories, directory.path);
    if (known_directory == merged.directories.end()) {
      merged.directories.push_back(directory);
      continue;
    }
    for (const LockedContents& contents : directory.contents) {
      auto known = FindPath(known_directory->contents, contents.path);
      if (known == known_directory->contents.end()) {
        known_directory->contents.push_back(contents);
      } else {
        *known = contents;
      }
    }
  }
  return merged;
}

void PinToLock(Config& config, const LockConfig& lock) {
  for (Directory& directory : config.directories) {
    bool known = std::any_of(lock.directories.begin(), lock.directories.end(),
                             [&](const LockedDirectoryEntry& entry) { return entry.path == directory.path; });
    if (!known)
      throw Error("Expected to find directory '" + directory.path + "' within lock config, but did not");
    for (Contents& contents : directory.contents) {
      const LockedContents* locked = lock.Find(directory.path, contents.path);
      if (locked == nullptr) {
        throw Error("Expected to find contents '" + contents.path + "' within directory '" + directory.path +
                    "' in lock config, but did not");
      }
      Pin(contents, *locked);
    }
  }
}

}  // namespace pkgrepo::vendir
