#include "vendir/lock_check.h"

#include <algorithm>
#include <string_view>

#include "base/error.h"
#include "base/file_system.h"
#include "go/chart_version.h"
#include "go/semver.h"
#include "oci/reference.h"

namespace pkgrepo::vendir {
namespace {

constexpr size_t kCommitSize = 40;
// Git takes no shorter ones, and a branch of hexadecimal digits is rare from here on.
constexpr size_t kShortestCommit = 7;

std::string Differs(const std::string& what, const std::string& locked, const std::string& wanted) {
  return "the lock has " + what + " " + (locked.empty() ? "none" : locked) + ", vendir.yml says " + wanted;
}

bool IsHex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// A tag that is a version, "v1.2.3": no branch has such a name.
std::optional<go::SemanticVersion> VersionOf(std::string_view tag) {
  if (tag.starts_with('v')) tag.remove_prefix(1);
  try {
    return go::SemanticVersion::Parse(tag);
  } catch (const Error&) {
    return std::nullopt;
  }
}

// Whether `tag` is what a selection of versions may have chosen.
std::optional<std::string> CheckSelection(const Selection& selection, const std::string& what,
                                          const std::string& tag) {
  if (tag.empty() || !selection.semver || selection.semver->constraints.empty()) return std::nullopt;
  const std::optional<go::SemanticVersion> version = VersionOf(tag);
  if (version && go::VersionRange::Parse(selection.semver->constraints).Contains(*version))
    return std::nullopt;
  return Differs(what, tag, selection.semver->constraints);
}

std::optional<std::string> CheckCommit(const std::string& ref, const std::string& sha) {
  if (!IsHex(ref) || ref.size() < kShortestCommit || ref.size() > kCommitSize) return std::nullopt;
  if (sha.starts_with(ref)) return std::nullopt;
  return Differs("commit", sha, ref);
}

// "v1.2.3-4-g0a1b2c3": four commits after the tag.
bool IsAfterTag(std::string_view description) {
  const size_t hash = description.rfind("-g");
  if (hash == std::string_view::npos || !IsHex(description.substr(hash + 2))) return false;
  const size_t count = description.rfind('-', hash - 1);
  if (hash == 0 || count == std::string_view::npos) return false;
  return description.substr(count + 1, hash - count - 1).find_first_not_of("0123456789") ==
         std::string_view::npos;
}

// The lock's tag is what `git describe` says of the commit: a tag of it, or the last one before it with how many
// commits lie between.
std::optional<std::string> CheckGit(const GitSource& source, const LockedGit& locked) {
  const std::string tag = locked.tags.empty() ? "" : locked.tags[0];
  if (source.ref_selection) {
    const bool is_exact = VersionOf(tag) && !IsAfterTag(tag);
    return is_exact ? CheckSelection(*source.ref_selection, "tag", tag) : std::nullopt;
  }
  if (std::find(locked.tags.begin(), locked.tags.end(), source.ref) != locked.tags.end()) return std::nullopt;
  if (VersionOf(source.ref)) {
    if (tag.empty()) return std::nullopt;
    return Differs("tag", tag, source.ref);
  }
  return CheckCommit(source.ref, locked.sha);
}

std::optional<std::string> CheckImage(const std::string& wanted_text,
                                      const std::optional<Selection>& selection,
                                      const std::string& locked_text, const std::string& locked_tag) {
  oci::Reference wanted = oci::Reference::Parse(wanted_text), locked = oci::Reference::Parse(locked_text);
  if (!(wanted.repository() == locked.repository())) {
    return Differs("repository", locked.repository().ToString(), wanted.repository().ToString());
  }
  if (selection) return CheckSelection(*selection, "image tag", locked_tag);
  if (wanted.digest() && wanted.digest() != locked.digest()) {
    return Differs("digest", locked.identifier(), wanted.identifier());
  }
  if (!wanted.digest() && !wanted.written_tag().empty() && !locked_tag.empty() && wanted.tag() != locked_tag) {
    return Differs("image tag", locked_tag, wanted.tag());
  }
  return std::nullopt;
}

std::optional<std::string> CheckRelease(const GithubReleaseSource& source,
                                        const LockedGithubRelease& locked) {
  if (source.tag_selection) return CheckSelection(*source.tag_selection, "tag", locked.tag);
  if (!source.tag.empty() && !locked.tag.empty() && source.tag != locked.tag) {
    return Differs("tag", locked.tag, source.tag);
  }
  return std::nullopt;
}

std::optional<std::string> CheckSource(const Contents& contents, const LockedContents& locked) {
  const std::string other_kind = "the lock has another kind of source";
  if (contents.git) return locked.git ? CheckGit(*contents.git, *locked.git) : other_kind;
  if (contents.image) {
    if (!locked.image) return other_kind;
    return CheckImage(contents.image->url, contents.image->tag_selection, locked.image->url,
                      locked.image->tag);
  }
  if (contents.imgpkg_bundle) {
    if (!locked.imgpkg_bundle) return other_kind;
    return CheckImage(contents.imgpkg_bundle->image, contents.imgpkg_bundle->tag_selection,
                      locked.imgpkg_bundle->image, locked.imgpkg_bundle->tag);
  }
  if (contents.github_release) {
    return locked.github_release ? CheckRelease(*contents.github_release, *locked.github_release)
                                 : other_kind;
  }
  if (contents.helm_chart) {
    if (!locked.helm_chart) return other_kind;
    const std::string& version = contents.helm_chart->version;
    if (!go::ChartVersionFits(version, locked.helm_chart->version)) {
      return Differs("version", locked.helm_chart->version, version);
    }
  }
  if (contents.hg) return locked.hg ? CheckCommit(contents.hg->ref, locked.hg->sha) : other_kind;
  if (contents.http && !locked.http) return other_kind;
  if (contents.directory && !locked.directory) return other_kind;
  if (contents.inline_source && !locked.inline_source) return other_kind;
  return std::nullopt;
}

std::optional<std::string> CheckContents(const Contents& contents, const LockedContents* locked) {
  if (locked == nullptr) return "not in the lock";
  try {
    return CheckSource(contents, *locked);
  } catch (const Error& error) {
    return error.message();  // the reference or the range is malformed
  }
}

// Whether a contents of `config` is at or below the path, or above it.
bool IsUsed(const Config& config, const std::string& path) {
  for (const Directory& directory : config.directories) {
    for (const Contents& contents : directory.contents) {
      const std::string used = CleanPath(directory.path + "/" + contents.path);
      if (IsInside(path, used) || IsInside(used, path)) return true;
    }
  }
  return false;
}

}  // namespace

std::string LockMismatch::ToString() const { return CleanPath(directory + "/" + contents) + ": " + reason; }

std::optional<LockMismatch> FindLockMismatch(const Config& config, const LockConfig& lock) {
  for (const Directory& directory : config.directories) {
    for (const Contents& contents : directory.contents) {
      if (contents.manual) continue;
      const auto reason = CheckContents(contents, lock.Find(directory.path, contents.path));
      if (reason) return LockMismatch{directory.path, contents.path, *reason};
    }
  }
  return std::nullopt;
}

std::vector<std::string> FindFormerContents(const Config& config, const LockConfig& lock) {
  std::vector<std::string> former;
  for (const LockedDirectoryEntry& directory : lock.directories) {
    for (const LockedContents& contents : directory.contents) {
      const std::string path = CleanPath(directory.path + "/" + contents.path);
      if (!contents.manual && IsLocalPath(path) && !IsUsed(config, path)) former.push_back(path);
    }
  }
  return former;
}

}  // namespace pkgrepo::vendir
