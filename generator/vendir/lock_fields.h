// The keys of vendir.lock.yml; see config_fields.h.

#ifndef PKGREPO_VENDIR_LOCK_FIELDS_H_
#define PKGREPO_VENDIR_LOCK_FIELDS_H_

#include "vendir/config_fields.h"
#include "vendir/lock_config.h"

namespace pkgrepo::vendir {

template <>
inline constexpr const char* kTypeName<LockedGit> = "config.LockDirectoryContentsGit";
template <>
inline constexpr const char* kTypeName<LockedHg> = "config.LockDirectoryContentsHg";
template <>
inline constexpr const char* kTypeName<LockedHttp> = "config.LockDirectoryContentsHTTP";
template <>
inline constexpr const char* kTypeName<LockedImage> = "config.LockDirectoryContentsImage";
template <>
inline constexpr const char* kTypeName<LockedImgpkgBundle> = "config.LockDirectoryContentsImgpkgBundle";
template <>
inline constexpr const char* kTypeName<LockedGithubRelease> = "config.LockDirectoryContentsGithubRelease";
template <>
inline constexpr const char* kTypeName<LockedHelmChart> = "config.LockDirectoryContentsHelmChart";
template <>
inline constexpr const char* kTypeName<LockedManual> = "config.LockDirectoryContentsManual";
template <>
inline constexpr const char* kTypeName<LockedDirectory> = "config.LockDirectoryContentsDirectory";
template <>
inline constexpr const char* kTypeName<LockedInline> = "config.LockDirectoryContentsInline";
template <>
inline constexpr const char* kTypeName<LockedContents> = "config.LockDirectoryContents";
template <>
inline constexpr const char* kTypeName<LockedDirectoryEntry> = "config.LockDirectory";
template <>
inline constexpr const char* kTypeName<LockConfig> = "config.LockConfig";

template <typename Visitor>
void VisitFields(LockedGit& git, Visitor& visit) {
  visit.Always("sha", git.sha);
  visit("tags", git.tags);
  visit.Always("commitTitle", git.commit_title);
}

template <typename Visitor>
void VisitFields(LockedHg& hg, Visitor& visit) {
  visit.Always("sha", hg.sha);
  visit("tags", hg.tags);
  visit.Always("changeSetTitle", hg.change_set_title);
}

template <typename Visitor>
void VisitFields(LockedImage& image, Visitor& visit) {
  visit.Always("url", image.url);
  visit("tag", image.tag);
}

template <typename Visitor>
void VisitFields(LockedImgpkgBundle& bundle, Visitor& visit) {
  visit.Always("image", bundle.image);
  visit("tag", bundle.tag);
}

template <typename Visitor>
void VisitFields(LockedGithubRelease& release, Visitor& visit) {
  visit.Always("url", release.url);
  visit("tag", release.tag);
}

template <typename Visitor>
void VisitFields(LockedHelmChart& chart, Visitor& visit) {
  visit.Always("version", chart.version);
  visit.Always("appVersion", chart.app_version);
}

template <typename Visitor>
void VisitFields(LockedHttp&, Visitor&) {}

template <typename Visitor>
void VisitFields(LockedManual&, Visitor&) {}

template <typename Visitor>
void VisitFields(LockedDirectory&, Visitor&) {}

template <typename Visitor>
void VisitFields(LockedInline&, Visitor&) {}

template <typename Visitor>
void VisitFields(LockedContents& contents, Visitor& visit) {
  visit.Always("path", contents.path);
  visit("configDigest", contents.config_digest);
  visit("git", contents.git);
  visit("hg", contents.hg);
  visit("http", contents.http);
  visit("image", contents.image);
  visit("imgpkgBundle", contents.imgpkg_bundle);
  visit("githubRelease", contents.github_release);
  visit("helmChart", contents.helm_chart);
  visit("manual", contents.manual);
  visit("directory", contents.directory);
  visit("inline", contents.inline_source);
}

template <typename Visitor>
void VisitFields(LockedDirectoryEntry& directory, Visitor& visit) {
  visit.Always("path", directory.path);
  visit.AlwaysOrNull("contents", directory.contents);
}

template <typename Visitor>
void VisitFields(LockConfig& lock, Visitor& visit) {
  visit.Always("apiVersion", lock.api_version);
  visit.Always("kind", lock.kind);
  visit.AlwaysOrNull("directories", lock.directories);
}

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_LOCK_FIELDS_H_
