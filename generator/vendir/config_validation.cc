#include <algorithm>

#include "base/error.h"
#include "base/file_system.h"
#include "base/original_versions.h"
#include "base/strings.h"
#include "go/minimum_version.h"
#include "vendir/config.h"

namespace pkgrepo::vendir {
namespace {

void ValidatePath(const std::string& path, bool entire_directory_allowed) {
  if (path == "." && entire_directory_allowed) return;
  if (path.empty() || path == "/" || path == "." || path == "..") {
    throw Error("Expected path to not be one of '/', '.', '..', ''");
  }
}

void ValidateSource(const Contents& contents) {
  const std::pair<bool, const char*> sources[] = {
      {contents.git.has_value(), "git"},
      {contents.hg.has_value(), "hg"},
      {contents.http.has_value(), "http"},
      {contents.image.has_value(), "image"},
      {contents.github_release.has_value(), "githubRelease"},
      {contents.helm_chart.has_value(), "helmChart"},
      {contents.manual.has_value(), "manual"},
      {contents.directory.has_value(), "directory"},
      {contents.inline_source.has_value(), "inline"},
      {contents.imgpkg_bundle.has_value(), "imgpkgBundle"},
  };
  std::vector<std::string> found;
  for (auto [present, name] : sources) {
    if (present) found.emplace_back(name);
  }
  if (found.empty()) {
    throw Error("Expected directory contents type to be specified (one of git, manual, etc.)");
  }
  if (found.size() > 1) {
    throw Error("Expected exactly one directory contents type to be specified (multiple found: " +
                Join(found, ", ") + ")");
  }
}

void ValidateContents(const Contents& contents) {
  ValidateSource(contents);
  ValidatePath(contents.path, true);
}

// Runs `validate`, telling in its errors which of several it was.
template <typename Function>
void InContext(const std::string& what, const std::string& path, size_t index, Function validate) {
  WithContext("Validating " + what + " '" + path + "' (" + std::to_string(index) + "): ",
              [&] { validate(); });
}

void ValidateDirectory(const Directory& directory) {
  ValidatePath(directory.path, false);
  bool entire = false;
  for (size_t i = 0; i < directory.contents.size(); ++i) {
    const Contents& contents = directory.contents[i];
    InContext("directory contents", contents.path, i, [&] { ValidateContents(contents); });
    if (contents.is_entire_directory()) entire = true;
  }
  if (entire && directory.contents.size() != 1) {
    throw Error("Expected only one directory contents if path is set to '.'");
  }
}

void RefuseOverlaps(std::vector<std::string> paths) {
  std::sort(paths.begin(), paths.end());
  for (size_t i = 0; i < paths.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (IsInside(paths[i], paths[j])) {
        throw Error("Expected to not manage overlapping paths: '" + paths[i] + "' and '" + paths[j] + "'");
      }
    }
  }
}

}  // namespace

void ValidateConfig(const Config& config) {
  go::RequireMinimumVersion("vendir", std::string(originals::kVendir.version),
                            config.minimum_required_version);
  std::vector<std::string> directories, contents_paths;
  for (size_t i = 0; i < config.directories.size(); ++i) {
    const Directory& directory = config.directories[i];
    InContext("directory", directory.path, i, [&] { ValidateDirectory(directory); });
    directories.push_back(CleanPath(directory.path));
    for (const Contents& contents : directory.contents) {
      contents_paths.push_back(CleanPath(directory.path + "/" + contents.path));
    }
  }
  RefuseOverlaps(std::move(directories));
  RefuseOverlaps(std::move(contents_paths));
}

void CleanPaths(Config& config) {
  for (Directory& directory : config.directories) {
    directory.path = CleanPath(directory.path);
    for (Contents& contents : directory.contents) contents.path = CleanPath(contents.path);
  }
}

}  // namespace pkgrepo::vendir
