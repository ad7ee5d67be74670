#include "packaging/vendor_config.h"

#include <filesystem>
#include <sstream>

#include "packaging/config_node.h"
#include "vendir/lock_check.h"

namespace pkgrepo::packaging {
namespace {

// The path with all links in it followed; what is not there is taken as it is written.
std::string RealPath(const std::string& path) {
  std::error_code failed;
  const std::filesystem::path real = std::filesystem::weakly_canonical(AbsolutePath(path), failed);
  return failed ? AbsolutePath(path) : real.string();
}

// Throws Error if `path` leads out of `folder`, by itself or by a link on the way.
void RequireInside(const std::string& folder, const std::string& path, const FileSystem& files) {
  if (!IsLocalPath(path)) {
    throw Error("path '" + path + "' leads outside of the folder of vendir.yml")
        .Hint("vendor into a folder beside vendir.yml");
  }
  for (size_t end = path.find('/'); true; end = path.find('/', end + 1)) {
    const std::string part = path.substr(0, end);
    const std::optional<FileInfo> info = files.Stat(JoinPath(folder, part));
    if (info && info->is_symlink()) {
      throw Error("'" + part + "', where files would be vendored, is a symbolic link")
          .Hint("replace the link with a folder");
    }
    if (end == std::string::npos) return;
  }
}

void RequireInProject(const std::string& folder, const std::string& path, const std::string& project) {
  if (IsInside(RealPath(JoinPath(folder, path)), RealPath(project))) return;
  throw Error("'" + path + "' is outside the project").Hint("copy only folders of " + project);
}

void Check(const VendorConfig& config, const std::string& project, const FileSystem& files) {
  for (const vendir::Directory& directory : config.config().directories) {
    for (const vendir::Contents& contents : directory.contents) {
      try {
        RequireInside(config.folder, directory.path, files);
        RequireInside(config.folder, PathOfContents(directory, contents), files);
        if (contents.directory) RequireInProject(config.folder, contents.directory->path, project);
      } catch (Error& error) {
        throw error.At(config.PositionOf(directory.path, contents.path));
      }
    }
  }
}

}  // namespace

Position VendorConfig::PositionOf(const std::string& directory, const std::string& contents) const {
  const Position first{.file = File(), .line = 1};
  try {
    for (const ConfigNode& document : ConfigNode::ParseAll(File(), text)) {
      const std::optional<ConfigNode> directories = document.Find("directories");
      if (!directories) continue;
      for (const ConfigNode& entry : directories->Items()) {
        if (CleanPath(entry.TextOr("path", "")) != CleanPath(directory)) continue;
        for (const ConfigNode& candidate : entry.Require("contents").Items()) {
          if (CleanPath(candidate.TextOr("path", "")) == CleanPath(contents)) return candidate.position();
        }
        return entry.position();
      }
    }
  } catch (const Error&) {  // YAML that vendir reads and yaml-cpp does not
  }
  return first;
}

std::string PathOfContents(const vendir::Directory& directory, const vendir::Contents& contents) {
  return CleanPath(directory.path + "/" + contents.path);
}

std::optional<VendorConfig> ReadVendorConfig(const std::string& folder, const std::string& project,
                                             StepInputs& inputs) {
  VendorConfig config{.folder = folder, .text = {}, .resources = {}};
  if (!inputs.IsFile(config.File())) return std::nullopt;
  config.text = inputs.Read(config.File());
  try {
    std::istringstream no_input;
    config.resources = vendir::ReadResources(inputs.disk(), {config.File()}, no_input);
  } catch (Error& error) {
    throw error.At({.file = config.File()});
  }
  Check(config, project, inputs.disk());
  return config;
}

std::optional<vendir::LockConfig> ReadVendorLock(const VendorConfig& config, const std::string& sync_target,
                                                 StepInputs& inputs) {
  if (!inputs.IsFile(config.LockFile())) return std::nullopt;
  vendir::LockConfig lock = vendir::ReadLockConfig(inputs.disk(), config.LockFile());
  const std::string hint =
      "build the target " + sync_target + " to fetch and lock it again, or undo the change";
  if (const auto mismatch = vendir::FindLockMismatch(config.config(), lock)) {
    throw Error(std::string(kVendirLockFile) + " does not match this vendir.yml: " + mismatch->ToString())
        .At(config.PositionOf(mismatch->directory, mismatch->contents))
        .Hint(hint);
  }
  for (const std::string& path : vendir::FindFormerContents(config.config(), lock)) {
    if (!inputs.disk().Stat(JoinPath(config.folder, path))) continue;
    throw Error(path + " was vendored and is still there, but this file no longer names it")
        .At({.file = config.File()})
        .Hint(hint);
  }
  return lock;
}

}  // namespace pkgrepo::packaging
