#include "packaging/new_version.h"

#include <algorithm>
#include <set>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "go/semver.h"
#include "kube/names.h"
#include "packaging/published_lock.h"
#include "packaging/vendor_config.h"
#include "vendir/config_json.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

// The folders of `package` that are versions.
std::vector<std::string> VersionsIn(const std::string& package, const FileSystem& disk) {
  std::vector<std::string> versions;
  for (const std::string& name : disk.ListDirectory(package)) {
    const std::string folder = JoinPath(package, name);
    const bool is_version = disk.IsDirectory(JoinPath(folder, "bundle")) ||
                            disk.IsFile(JoinPath(folder, "package.yaml")) ||
                            disk.IsFile(JoinPath(folder, "package.yml"));
    if (is_version && !kube::PackageVersionFault(name)) versions.push_back(name);
  }
  return versions;
}

std::string ChooseFrom(const NewVersionOptions& options, const std::string& package, const FileSystem& disk) {
  if (!disk.IsDirectory(package)) {
    throw Error("there is no package " + package)
        .Hint("`pkgrepo new package " + options.name + "` makes one");
  }
  const std::vector<std::string> versions = VersionsIn(package, disk);
  if (versions.empty())
    throw Error(package + " has no folders of versions").Hint("only such packages get a new version here");
  if (options.from.empty()) {
    return *std::max_element(versions.begin(), versions.end(),
                             [](const std::string& a, const std::string& b) {
                               return go::SemanticVersion::ParseTag(a) < go::SemanticVersion::ParseTag(b);
                             });
  }
  if (std::find(versions.begin(), versions.end(), options.from) == versions.end()) {
    throw Error(package + " has no version " + options.from).Note("it has " + Join(versions, ", "));
  }
  return options.from;
}

bool IsPartOfVersion(char c) { return IsAlphanumeric(c) || c == '.' || c == '-' || c == '+' || c == '_'; }

// Whether the version stands at `at` by itself, perhaps with a `v` or the package's name ahead ("app-v1.0.0").
bool StandsAlone(std::string_view line, size_t at, size_t size) {
  const size_t end = at + size;
  if (end < line.size() && IsPartOfVersion(line[end])) {
    // "foo.example.com.1.0.0.tgz" and the like name a file of the version.
    if (line[end] != '.' && line[end] != '-') return false;
    if (end + 1 < line.size() && IsDigit(line[end + 1])) return false;
  }
  if (at == 0) return true;
  if (line[at - 1] == 'v' && (at == 1 || !IsAlphanumeric(line[at - 2]))) return true;
  if (IsDigit(line[at - 1])) return false;
  if (line[at - 1] == '.' && at >= 2 && IsDigit(line[at - 2])) return false;
  return !IsAlphanumeric(line[at - 1]);
}

class Renaming {
 public:
  Renaming(std::string from, std::string to, std::vector<std::string>* edits)
      : from_(std::move(from)), to_(std::move(to)), edits_(edits) {}

  // `text` of the file with the new version in the place of the former one, but in comments.
  std::string Apply(const std::string& file, const std::string& text) const {
    std::string result;
    int number = 0;
    for (std::string_view line : SplitLines(text)) {
      ++number;
      const std::string renamed = ApplyToLine(line);
      if (renamed != line) {
        edits_->push_back(file + ":" + std::to_string(number) + ": " + std::string(Trim(renamed)));
      }
      result += renamed + "\n";
    }
    return result;
  }

 private:
  std::string ApplyToLine(std::string_view line) const {
    if (Trim(line).starts_with('#')) return std::string(line);
    std::string result;
    while (true) {
      size_t at = line.find(from_);
      while (at != line.npos && !StandsAlone(line, at, from_.size())) at = line.find(from_, at + 1);
      if (at == line.npos) return result + std::string(line);
      result += std::string(line.substr(0, at)) + to_;
      line.remove_prefix(at + from_.size());
    }
  }

  std::string from_;
  std::string to_;
  std::vector<std::string>* edits_;
};

// The folders that vendir.yml has vendir fill.
std::set<std::string> VendoredFolders(const std::string& file, const std::string& text) {
  std::set<std::string> folders;
  const vendir::Config config = vendir::ConfigFromJson(yaml::ParseYamlAsJson(text, file));
  for (const vendir::Directory& directory : config.directories) {
    for (const vendir::Contents& contents : directory.contents) {
      if (!contents.manual) folders.insert(CleanPath(directory.path + "/" + contents.path));
    }
  }
  return folders;
}

}  // namespace

NewVersion MakeNewVersion(const NewVersionOptions& options, const FileSystem& disk) {
  if (const kube::NameFault fault = kube::PackageVersionFault(options.version)) {
    throw Error("version '" + options.version + "' " + *fault);
  }
  const std::string package = JoinPath(options.folder, options.name);
  NewVersion made;
  made.from = ChooseFrom(options, package, disk);
  const std::string former = JoinPath(package, made.from);
  const std::string fresh = JoinPath(package, options.version);
  if (disk.Stat(fresh)) throw Error(fresh + " is there already, and nothing is overwritten");

  const Renaming renaming(made.from, options.version, &made.edits);
  const std::string bundle = disk.IsDirectory(JoinPath(former, "bundle")) ? "bundle/" : "";
  const std::string vendir_file = bundle + std::string(kVendirFile);
  std::string vendir_text;
  std::set<std::string> vendored;
  if (disk.IsFile(JoinPath(former, vendir_file))) {
    const std::string text = disk.ReadFile(JoinPath(former, vendir_file));
    vendir_text = renaming.Apply(vendir_file, text);
    made.needs_sync = vendir_text != text;
    if (made.needs_sync) vendored = VendoredFolders(JoinPath(former, vendir_file), text);
  }
  for (const FileSystem::Entry& entry : disk.Walk(former)) {
    if (entry.info.is_directory() || entry.path.ends_with(kPublishedLock)) continue;
    const std::string from = JoinPath(former, entry.path);
    const std::string to = JoinPath(fresh, entry.path);
    if (!entry.info.is_file()) {
      made.notes.push_back(from + " is no plain file, and was left out");
      continue;
    }
    const bool is_fetched = std::any_of(vendored.begin(), vendored.end(), [&](const std::string& folder) {
      return IsInside(entry.path, CleanPath(bundle + folder));
    });
    if (is_fetched || (made.needs_sync && entry.path == bundle + std::string(kVendirLockFile))) continue;
    if (entry.path == vendir_file) {
      made.files.Add(to, vendir_text, entry.info.mode);
    } else if (entry.path == "package.yaml" || entry.path == "package.yml" || entry.path == "install.yaml") {
      made.files.Add(to, renaming.Apply(entry.path, disk.ReadFile(from)), entry.info.mode);
    } else {
      made.files.Add(to, disk.ReadFile(from), entry.info.mode);
    }
  }
  if (!vendir_text.empty() && !made.needs_sync) {
    made.notes.push_back(JoinPath(fresh, vendir_file) + " does not name " + made.from +
                         ": it fetches what it did");
  }
  const std::string list = JoinPath(package, "CMakeLists.txt");
  if (disk.IsFile(list)) made.notes.push_back("add " + options.version + " to the versions in " + list);
  return made;
}

}  // namespace pkgrepo::packaging
