#include "vendir/lock_check.h"

#include <string_view>

#include "base/error.h"
#include "base/file_system.h"
#include "oci/reference.h"

namespace pkgrepo::vendir {
namespace {

constexpr size_t kCommitSize = 40;

std::string Differs(const std::string& what, const std::string& locked, const std::string& wanted) {
  return "the lock has " + what + " " + (locked.empty() ? "none" : locked) + ", vendir.yml says " + wanted;
}

std::optional<std::string> CheckGit(const GitSource& source, const LockedGit& locked) {
  bool is_commit = source.ref.size() == kCommitSize &&
                   source.ref.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (is_commit && source.ref != locked.sha) return Differs("commit", locked.sha, source.ref);
  return std::nullopt;
}

std::optional<std::string> CheckImage(const std::string& wanted_text, bool has_selection,
                                      const std::string& locked_text, const std::string& locked_tag) {
  oci::Reference wanted = oci::Reference::Parse(wanted_text), locked = oci::Reference::Parse(locked_text);
  if (!(wanted.repository() == locked.repository())) {
    return Differs("repository", locked.repository().ToString(), wanted.repository().ToString());
  }
  if (has_selection) return std::nullopt;
  if (wanted.digest() && wanted.digest() != locked.digest()) {
    return Differs("digest", locked.identifier(), wanted.identifier());
  }
  if (!wanted.digest() && wanted.has_explicit_tag() && wanted.tag() != locked_tag) {
    return Differs("image tag", locked_tag, wanted.tag());
  }
  return std::nullopt;
}

std::optional<std::string> CheckSource(const Contents& contents, const LockedContents& locked) {
  const std::string other_kind = "the lock has another kind of source";
  if (contents.git) return locked.git ? CheckGit(*contents.git, *locked.git) : other_kind;
  if (contents.image) {
    if (!locked.image) return other_kind;
    return CheckImage(contents.image->url, contents.image->tag_selection.has_value(), locked.image->url,
                      locked.image->tag);
  }
  if (contents.imgpkg_bundle) {
    if (!locked.imgpkg_bundle) return other_kind;
    return CheckImage(contents.imgpkg_bundle->image, contents.imgpkg_bundle->tag_selection.has_value(),
                      locked.imgpkg_bundle->image, locked.imgpkg_bundle->tag);
  }
  if (contents.github_release) {
    if (!locked.github_release) return other_kind;
    const std::string& tag = contents.github_release->tag;
    if (!tag.empty() && tag != locked.github_release->tag)
      return Differs("tag", locked.github_release->tag, tag);
  }
  if (contents.helm_chart) {
    if (!locked.helm_chart) return other_kind;
    const std::string& version = contents.helm_chart->version;
    if (!version.empty() && version != locked.helm_chart->version) {
      return Differs("version", locked.helm_chart->version, version);
    }
  }
  if (contents.hg && !locked.hg) return other_kind;
  if (contents.http && !locked.http) return other_kind;
  if (contents.directory && !locked.directory) return other_kind;
  if (contents.manual && !locked.manual) return other_kind;
  if (contents.inline_source && !locked.inline_source) return other_kind;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> FindLockMismatch(const Config& config, const LockConfig& lock) {
  for (const Directory& directory : config.directories) {
    for (const Contents& contents : directory.contents) {
      std::string path = CleanPath(directory.path + "/" + contents.path);
      const LockedContents* locked = lock.Find(directory.path, contents.path);
      if (locked == nullptr) return path + ": not in the lock";
      std::optional<std::string> reason;
      try {
        reason = CheckSource(contents, *locked);
      } catch (const Error& error) {
        reason = error.message();  // a reference that is none
      }
      if (reason) return path + ": " + *reason;
    }
  }
  return std::nullopt;
}

}  // namespace pkgrepo::vendir
