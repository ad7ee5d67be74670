#include "vendir/file_filter.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/strings.h"
#include "go/glob.h"
#include "vendir/symlinks.h"

namespace pkgrepo::vendir {
namespace {

const std::vector<std::string>& DefaultLegalPaths() {
  static const std::vector<std::string> paths = {
      "{LICENSE,LICENCE,License,Licence}{,.md,.txt,.rst}",
      "{COPYRIGHT,Copyright}{,.md,.txt,.rst}",
      "{NOTICE,Notice}{,.md,.txt,.rst}",
  };
  return paths;
}

// A pattern relative to the root, cleaned as upstream does by joining the two: "/a" and "./a" are "a". "" if
// it leads out of the root, where nothing can match.
std::string CleanPattern(std::string_view pattern) {
  while (pattern.starts_with('/')) pattern.remove_prefix(1);
  std::string clean = CleanPath(pattern);
  return IsLocalPath(clean) && clean != "." ? clean : "";
}

bool IsKept(const Contents& contents, const std::vector<std::string>& legal_paths, const std::string& path) {
  if (MatchesAny(legal_paths, path)) return true;
  bool included = contents.include_paths.empty() || MatchesAny(contents.include_paths, path);
  return included && !MatchesAny(contents.exclude_paths, path);
}

// Removes the folders below `root` that hold no file at any depth. Returns whether a file is left.
bool RemoveEmptyDirectories(FileSystem& files, const std::string& root) {
  std::vector<FileSystem::Entry> entries = files.Walk(root);
  std::set<std::string> kept;
  for (const FileSystem::Entry& entry : entries) {
    if (entry.info.is_directory()) continue;
    for (std::string parent(DirName(entry.path)); kept.insert(parent).second; parent = DirName(parent)) {
    }
  }
  for (const FileSystem::Entry& entry : entries) {
    if (entry.info.is_directory() && !kept.contains(entry.path)) files.RemoveAll(JoinPath(root, entry.path));
  }
  return !kept.empty();
}

std::string ListDirectories(const FileSystem& files, const std::string& root) {
  std::vector<std::string> names;
  for (const std::string& name : files.ListDirectory(root)) {
    std::optional<FileInfo> info = files.Stat(JoinPath(root, name));
    if (info && info->is_directory()) names.push_back(name);
  }
  return Join(names, ", ");
}

}  // namespace

bool MatchesAny(const std::vector<std::string>& patterns, const std::string& path) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    std::string clean = CleanPattern(pattern);
    return !clean.empty() && go::MatchGlob(clean, path);
  });
}

void FilterFiles(FileSystem& files, const std::string& root, const Contents& contents) {
  std::optional<FileInfo> info = files.Stat(root);
  if (!info) throw Error("lstat " + root + ": no such file or directory");
  if (!info->is_directory()) throw Error("readdirent " + root + ": not a directory");
  const std::vector<std::string>& legal_paths =
      contents.legal_paths ? *contents.legal_paths : DefaultLegalPaths();
  for (const FileSystem::Entry& entry : files.Walk(root)) {
    if (entry.info.is_directory() || IsKept(contents, legal_paths, entry.path)) continue;
    files.RemoveAll(JoinPath(root, entry.path));
  }
  if (!RemoveEmptyDirectories(files, root))
    throw Error("Expected to find at least one file within directory");
}

void ChangeRoot(FileSystem& files, const std::string& root, const std::string& new_root,
                const std::string& scratch) {
  // A path from the root of the file system means one from this root, but nothing may climb.
  std::string relative = CleanPath("./" + new_root);
  if (!IsLocalPath(relative)) throw Error("Invalid path: " + new_root);
  std::string source = JoinPath(root, relative);
  if (!files.StatFollowing(source)) {
    std::string found = ListDirectories(files, root);
    throw Error("Expected directory '" + new_root + "' (subpath) to exist" +
                (found.empty() ? "" : " (found other directories: " + found + ")"));
  }
  if (!LeadsInto(files, source, root)) throw Error("Invalid path: " + new_root);
  if (relative == ".") return;
  files.Rename(source, scratch);
  files.RemoveAll(root);
  files.Rename(scratch, root);
}

void KeepIgnored(FileSystem& files, const std::string& existing, const std::string& root,
                 const std::vector<std::string>& patterns) {
  if (patterns.empty() || !files.Stat(existing)) return;
  for (const FileSystem::Entry& entry : files.Walk(existing)) {
    if (!MatchesAny(patterns, entry.path)) continue;
    std::string from = JoinPath(existing, entry.path), to = JoinPath(root, entry.path);
    if (!files.IsFile(from)) {
      throw Error("Moving source file '" + from + "' to staging location '" + to + "': " + from +
                  " is not a regular file");
    }
    files.MakeDirectories(std::string(DirName(to)), 0700);
    files.WriteFile(to, files.ReadFile(from));
  }
}

}  // namespace pkgrepo::vendir
