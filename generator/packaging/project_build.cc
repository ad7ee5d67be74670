#include "packaging/project_build.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/environment.h"
#include "base/error.h"
#include "base/file_system.h"
#include "base/process.h"
#include "base/strings.h"
#include "go/eval_symlinks.h"
#include "packaging/build_summary.h"
#include "packaging/build_tree.h"
#include "packaging/cache_defaults.h"
#include "packaging/cmake_cache.h"
#include "packaging/configure_inputs.h"
#include "packaging/revision_steps.h"
#include "packaging/step_place.h"

namespace pkgrepo::packaging {
namespace {

using Environment = std::map<std::string, std::string>;

// So many steps that failed, and so many lines of what a program says, are shown.
constexpr size_t kMaxFailures = 10;
constexpr size_t kMaxLines = 30;
constexpr const char* kStepsFile = "revision.ninja";
constexpr const char* kCacheVariable = "PKGREPO_CACHE";
constexpr const char* kFolderPrefix = "pkgrepo-";
constexpr const char* kLockFile = "lock";

std::string LastLines(std::string_view text) {
  text = Trim(text);
  size_t begin = text.size();
  for (size_t count = 0; count < kMaxLines && begin != std::string_view::npos && begin > 0; ++count) {
    begin = text.rfind('\n', begin - 1);
  }
  return std::string(begin == std::string_view::npos || begin == 0 ? text : text.substr(begin + 1));
}

// What did not build, step by step where steps have failed; else what Ninja says.
Error BuildFailure(const std::string& build, const std::string& what, const ProcessResult& result) {
  RealFileSystem disk;
  const BuildTree tree(JoinPath(build, kBuildTree));
  std::vector<BuildSummary::Failure> failures;
  if (disk.IsFile(tree.PackageList())) failures = SummarizeBuild(tree, disk).failures;
  if (failures.empty()) return Error(what + " does not build").Note(LastLines(result.output + result.error_output));
  const std::string source = CMakeCache(build, disk).Get("CMAKE_HOME_DIRECTORY") + "/";
  Error error(what + " does not build: " + std::to_string(failures.size()) +
              (failures.size() == 1 ? " step failed" : " steps failed"));
  for (size_t i = 0; i < failures.size() && i < kMaxFailures; ++i) {
    const auto& [owner, failure] = failures[i];
    error.Note(owner + ": " + failure.step + ": " + ReplaceAll(failure.reason, source, ""));
  }
  if (failures.size() > kMaxFailures) error.Note("and " + std::to_string(failures.size() - kMaxFailures) + " more");
  return error;
}

// Not of what CMake notes for itself.
bool IsPublic(const CMakeCache::Entry& entry) { return entry.type != "INTERNAL" && entry.type != "STATIC"; }

// The value as it is for the other build; nullopt if it is about something in the build folder.
std::optional<std::string> ValueFor(const std::string& value, const ProjectPlace& present, const ProjectPlace& other) {
  std::vector<std::string> items;
  const RealFileSystem disk;
  for (const std::string_view item : Split(value, ';')) {
    if (item == present.build) {
      items.push_back(other.build);
      continue;
    }
    if (IsInside(item, present.build)) return std::nullopt;
    std::string mapped(item);
    // What is no file of the revision, such as a program that was unpacked there, stays where it is.
    if (IsInside(item, present.source)) {
      std::string place = other.source + std::string(item.substr(present.source.size()));
      if (disk.StatFollowing(place)) mapped = std::move(place);
    }
    items.push_back(std::move(mapped));
  }
  return Join(items, ";");
}

// The steps may be told of a cache by a path that is relative to the source tree.
Environment CacheOf(const std::string& build) {
  const RealFileSystem disk;
  const std::string file = JoinPath(build, std::string(kBuildTree) + "/cache");
  if (ReadEnvironment().contains(kCacheVariable) || !disk.IsFile(file)) return {};
  const std::string text = disk.ReadFile(file);
  const std::vector<std::string_view> lines = SplitLines(text);
  if (lines.empty() || lines[0].empty()) return {};
  Environment environment = {{kCacheVariable, std::string(lines[0])}};
  if (lines.size() > 1) environment["PKGREPO_CACHE_READ_ONLY"] = "1";
  return environment;
}

// Runs Ninja in `build`, with a file of its own if one is named.
void RunNinja(const std::string& build, const std::string& what, const Environment& environment,
              const std::string& file = "build.ninja") {
  const RealFileSystem disk;
  const std::string ninja = CMakeCache(build, disk).Get("CMAKE_MAKE_PROGRAM");
  const ProcessResult result = RealProcessRunner().Run({.arguments = {ninja, "-C", build, "-f", file, "-k", "0"},
                                                        .directory = "",
                                                        .input = "",
                                                        .environment = environment});
  if (result.status != 0) throw BuildFailure(build, what, result);
}

// Configures `other` as `present` is, but for entries that have their default. `more` are words for cmake.
void Configure(const std::string& what, const CMakeCache& cache, const CacheDefaults& defaults, const ProjectPlace& present,
               const ProjectPlace& other, const std::vector<std::string>& more = {}) {
  std::vector<std::string> words = {cache.Get("CMAKE_COMMAND"), "-S", other.source, "-B", other.build,
                                    "-G", cache.Get("CMAKE_GENERATOR"), "--no-warn-unused-cli"};
  words.insert(words.end(), more.begin(), more.end());
  for (const CMakeCache::Entry& entry : cache.Entries()) {
    if (!IsPublic(entry) || IsDefault(entry, defaults)) continue;
    const std::optional<std::string> value = ValueFor(entry.value, present, other);
    if (value) words.push_back("-D" + entry.name + ":" + entry.type + "=" + *value);
  }
  const ProcessResult configured =
      RealProcessRunner().Run({.arguments = words, .directory = "", .input = "", .environment = {}});
  if (configured.status == 0) return;
  throw Error(what + " cannot be configured").Note(LastLines(ReplaceAll(configured.error_output, other.source + "/", "")));
}

// The files of the project that CMake has read for the present build.
std::vector<std::string> ConfigureFiles(const ProjectPlace& present, const FileSystem& disk) {
  std::vector<std::string> files;
  for (std::string& path : ParseConfigureInputs(disk.ReadFile(JoinPath(present.build, kManifest)))) {
    if (IsInside(path, present.source) && !IsInside(path, present.build) && disk.IsFile(path)) files.push_back(std::move(path));
  }
  return files;
}

// Whether CMake reads the same files in both, so that all defaults are the same.
bool ReadsTheSame(const std::vector<std::string>& files, const ProjectPlace& present, const ProjectPlace& other,
                  const FileSystem& disk) {
  return std::ranges::all_of(files, [&](const std::string& file) {
    const std::string place = other.source + file.substr(present.source.size());
    return disk.IsFile(place) && disk.ReadFile(place) == disk.ReadFile(file);
  });
}

// A file whose commands may have defaults. This project's own files have none but the registry's, and run for each version.
bool MayHaveDefaults(const std::string& file, const FileSystem& disk) {
  const std::string_view name = BaseName(file);
  if (name.starts_with("PackageRepo") || (name != "CMakeLists.txt" && !name.ends_with(".cmake"))) return false;
  const std::string text = disk.ReadFile(file);
  return text.find("CACHE") != std::string::npos || ToLower(text).find("option") != std::string::npos;
}

// The defaults of the present build's entries, known by configuring its sources once more in `folder`. None if the other has
// the same.
CacheDefaults FindDefaults(const CMakeCache& cache, const ProjectPlace& present, const ProjectPlace& other,
                           const std::string& folder, FileSystem& disk) {
  const std::vector<std::string> files = ConfigureFiles(present, disk);
  if (ReadsTheSame(files, present, other, disk)) return {};
  const std::string trace = folder + ".trace";
  std::vector<std::string> words = {"--trace-expand", "--trace-format=json-v1", "--trace-redirect=" + trace,
                                    "--trace-source=CMakeDependentOption.cmake"};
  for (const std::string& file : files) {
    if (MayHaveDefaults(file, disk)) words.push_back("--trace-source=" + file);
  }
  Configure("the working tree", cache, {}, present, {.build = folder, .source = present.source}, words);
  CacheDefaults defaults = ParseCacheDefaults(disk.ReadFile(trace));
  defaults.try_emplace("PACKAGE_REPO_REGISTRY", kDefaultRegistry);
  disk.RemoveAll(folder);
  return defaults;
}

// Removes what earlier runs have left in `build` that were killed: folders like this one, whose locks nobody holds.
void RemoveLeftovers(const std::string& build, FileSystem& disk) {
  for (const std::string& name : disk.ListDirectory(build)) {
    const std::string folder = JoinPath(build, name);
    const std::string lock = JoinPath(folder, kLockFile);
    if (!name.starts_with(kFolderPrefix) || !disk.IsFile(lock)) continue;
    if (FileLock::Try(lock, FileLock::Kind::kExclusive)) disk.RemoveAll(folder);
  }
}

// Writes the steps that have to run to kStepsFile. Returns whether they are all that is needed.
bool WriteSteps(const ProjectPlace& present, const ProjectPlace& other, const std::string& ninja, FileSystem& disk) {
  RevisionSteps steps(present, other, ninja, disk);
  if (!steps.AreComplete()) return false;
  disk.WriteFile(JoinPath(other.build, kStepsFile), steps.Prepare());
  return true;
}

}  // namespace

void BuildProject(const std::string& build, const std::string& what) { RunNinja(build, what, {}); }

RevisionBuild::RevisionBuild(const GitRevision& revision, const std::string& build)
    : folder_(AbsolutePath(build), kFolderPrefix),
      lock_(JoinPath(folder_.path(), kLockFile), FileLock::Kind::kExclusive) {
  RealFileSystem disk;
  RemoveLeftovers(AbsolutePath(build), disk);
  const CMakeCache cache(build, disk);
  const std::string checkout = JoinPath(folder_.path(), "source");
  const std::string source = cache.Get("CMAKE_HOME_DIRECTORY");
  const std::string inner = go::EvalSymlinks(disk, source).substr(revision.root.size());
  const ProjectPlace present = {.build = AbsolutePath(build), .source = source};
  const ProjectPlace other = {.build = this->build(), .source = checkout + inner};
  CheckOut(revision, checkout);
  const std::string project = JoinPath(other.source, "CMakeLists.txt");
  if (!disk.IsFile(project)) throw Error(revision.Describe() + " has no " + project.substr(checkout.size() + 1));
  const std::string what = revision.Describe();
  const CacheDefaults defaults = FindDefaults(cache, present, other, JoinPath(folder_.path(), "present"), disk);
  Configure(what, cache, defaults, present, other);
  // Where there are links in between, a path does not tell in which of the trees it is.
  const bool is_comparable = revision.root + inner == source;
  const bool has_steps = is_comparable && WriteSteps({.build = present.build, .source = revision.root},
                                                     {.build = other.build, .source = checkout},
                                                     cache.Get("CMAKE_MAKE_PROGRAM"), disk);
  RunNinja(other.build, what, CacheOf(build), has_steps ? kStepsFile : "build.ninja");
}

}  // namespace pkgrepo::packaging
