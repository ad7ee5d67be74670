// The keys of vendir.yml, each with the member it stands for: one list per struct, used for reading and for
// writing.
//
// A visitor is called as visit("key", member). Keys that are written even when empty go through
// visit.Always(), or visit.AlwaysOrNull() for lists that are null then. kTypeName is the name that upstream's
// messages give the struct.

#ifndef PKGREPO_VENDIR_CONFIG_FIELDS_H_
#define PKGREPO_VENDIR_CONFIG_FIELDS_H_

#include "vendir/config.h"

namespace pkgrepo::vendir {

template <typename T>
inline constexpr const char* kTypeName = nullptr;

#define PKGREPO_VENDIR_TYPE_NAME(type, name) \
  template <>                                \
  inline constexpr const char* kTypeName<type> = name

PKGREPO_VENDIR_TYPE_NAME(LocalReference, "config.DirectoryContentsLocalRef");
PKGREPO_VENDIR_TYPE_NAME(PrereleaseSelection, "v1alpha1.VersionSelectionSemverPrereleases");
PKGREPO_VENDIR_TYPE_NAME(SemverSelection, "v1alpha1.VersionSelectionSemver");
PKGREPO_VENDIR_TYPE_NAME(Selection, "v1alpha1.VersionSelection");
PKGREPO_VENDIR_TYPE_NAME(GitVerification, "config.DirectoryContentsGitVerification");
PKGREPO_VENDIR_TYPE_NAME(GitSource, "config.DirectoryContentsGit");
PKGREPO_VENDIR_TYPE_NAME(HgSource, "config.DirectoryContentsHg");
PKGREPO_VENDIR_TYPE_NAME(HttpSource, "config.DirectoryContentsHTTP");
PKGREPO_VENDIR_TYPE_NAME(ImageSource, "config.DirectoryContentsImage");
PKGREPO_VENDIR_TYPE_NAME(ImgpkgBundleSource, "config.DirectoryContentsImgpkgBundle");
PKGREPO_VENDIR_TYPE_NAME(ArchiveToUnpack, "config.DirectoryContentsUnpackArchive");
PKGREPO_VENDIR_TYPE_NAME(GithubReleaseSource, "config.DirectoryContentsGithubRelease");
PKGREPO_VENDIR_TYPE_NAME(HelmRepository, "config.DirectoryContentsHelmChartRepo");
PKGREPO_VENDIR_TYPE_NAME(HelmChartSource, "config.DirectoryContentsHelmChart");
PKGREPO_VENDIR_TYPE_NAME(ManualSource, "config.DirectoryContentsManual");
PKGREPO_VENDIR_TYPE_NAME(DirectorySource, "config.DirectoryContentsDirectory");
PKGREPO_VENDIR_TYPE_NAME(PlacedReference, "config.DirectoryContentsInlineSourceRef");
PKGREPO_VENDIR_TYPE_NAME(InlinePathsFrom, "config.DirectoryContentsInlineSource");
PKGREPO_VENDIR_TYPE_NAME(InlineSource, "config.DirectoryContentsInline");
PKGREPO_VENDIR_TYPE_NAME(Contents, "config.DirectoryContents");
PKGREPO_VENDIR_TYPE_NAME(Directory, "config.Directory");
PKGREPO_VENDIR_TYPE_NAME(Config, "config.Config");

#undef PKGREPO_VENDIR_TYPE_NAME

template <typename Visitor>
void VisitFields(LocalReference& reference, Visitor& visit) {
  visit("name", reference.name);
}

template <typename Visitor>
void VisitFields(PrereleaseSelection& selection, Visitor& visit) {
  visit("identifiers", selection.identifiers);
}

template <typename Visitor>
void VisitFields(SemverSelection& selection, Visitor& visit) {
  visit("constraints", selection.constraints);
  visit("prereleases", selection.prereleases);
}

template <typename Visitor>
void VisitFields(Selection& selection, Visitor& visit) {
  visit("semver", selection.semver);
}

template <typename Visitor>
void VisitFields(GitVerification& verification, Visitor& visit) {
  visit("publicKeysSecretRef", verification.public_keys_secret);
}

template <typename Visitor>
void VisitFields(GitSource& git, Visitor& visit) {
  visit("url", git.url);
  visit("ref", git.ref);
  visit("refSelection", git.ref_selection);
  visit("depth", git.depth);
  visit("verification", git.verification);
  visit("secretRef", git.secret);
  visit("lfsSkipSmudge", git.lfs_skip_smudge);
  visit("dangerousSkipTLSVerify", git.dangerous_skip_tls_verify);
  visit("skipInitSubmodules", git.skip_init_submodules);
  visit("forceHTTPBasicAuth", git.force_http_basic_auth);
}

template <typename Visitor>
void VisitFields(HgSource& hg, Visitor& visit) {
  visit("url", hg.url);
  visit("ref", hg.ref);
  visit("secretRef", hg.secret);
}

template <typename Visitor>
void VisitFields(HttpSource& http, Visitor& visit) {
  visit("url", http.url);
  visit("sha256", http.sha256);
  visit("secretRef", http.secret);
  visit("disableUnpack", http.disable_unpack);
}

template <typename Visitor>
void VisitFields(ImageSource& image, Visitor& visit) {
  visit("url", image.url);
  visit("tagSelection", image.tag_selection);
  visit("secretRef", image.secret);
  visit("dangerousSkipTLSVerify", image.dangerous_skip_tls_verify);
  visit("responseHeaderTimeout", image.response_header_timeout);
}

template <typename Visitor>
void VisitFields(ImgpkgBundleSource& bundle, Visitor& visit) {
  visit("image", bundle.image);
  visit("tagSelection", bundle.tag_selection);
  visit("secretRef", bundle.secret);
  visit("dangerousSkipTLSVerify", bundle.dangerous_skip_tls_verify);
  visit("recursive", bundle.recursive);
  visit("responseHeaderTimeout", bundle.response_header_timeout);
}

template <typename Visitor>
void VisitFields(ArchiveToUnpack& archive, Visitor& visit) {
  visit.Always("path", archive.path);
}

template <typename Visitor>
void VisitFields(GithubReleaseSource& release, Visitor& visit) {
  visit.Always("slug", release.slug);
  visit.Always("tag", release.tag);
  visit("tagSelection", release.tag_selection);
  visit("latest", release.latest);
  visit("url", release.url);
  visit("assetNames", release.asset_names);
  visit("checksums", release.checksums);
  visit("disableAutoChecksumValidation", release.disable_auto_checksum_validation);
  visit("unpackArchive", release.unpack_archive);
  visit("secretRef", release.secret);
  visit("http", release.http);
}

template <typename Visitor>
void VisitFields(HelmRepository& repository, Visitor& visit) {
  visit("url", repository.url);
  visit("secretRef", repository.secret);
}

template <typename Visitor>
void VisitFields(HelmChartSource& chart, Visitor& visit) {
  visit("name", chart.name);
  visit("version", chart.version);
  visit("repository", chart.repository);
  visit("helmVersion", chart.helm_version);
}

template <typename Visitor>
void VisitFields(ManualSource&, Visitor&) {}

template <typename Visitor>
void VisitFields(DirectorySource& directory, Visitor& visit) {
  visit.Always("path", directory.path);
}

template <typename Visitor>
void VisitFields(PlacedReference& reference, Visitor& visit) {
  visit("name", reference.name);
  visit("directoryPath", reference.directory_path);
}

template <typename Visitor>
void VisitFields(InlinePathsFrom& from, Visitor& visit) {
  visit("secretRef", from.secret);
  visit("configMapRef", from.config_map);
}

template <typename Visitor>
void VisitFields(InlineSource& source, Visitor& visit) {
  visit("paths", source.paths);
  visit("pathsFrom", source.paths_from);
}

template <typename Visitor>
void VisitFields(Contents& contents, Visitor& visit) {
  visit.Always("path", contents.path);
  visit("lazy", contents.lazy);
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
  visit("includePaths", contents.include_paths);
  visit("excludePaths", contents.exclude_paths);
  visit("ignorePaths", contents.ignore_paths);
  visit("legalPaths", contents.legal_paths);
  visit("newRootPath", contents.new_root_path);
  visit("permissions", contents.permissions);
}

template <typename Visitor>
void VisitFields(Directory& directory, Visitor& visit) {
  visit.Always("path", directory.path);
  visit("contents", directory.contents);
  visit("permissions", directory.permissions);
}

template <typename Visitor>
void VisitFields(Config& config, Visitor& visit) {
  visit.Always("apiVersion", config.api_version);
  visit.Always("kind", config.kind);
  visit.Always("minimumRequiredVersion", config.minimum_required_version);
  visit.AlwaysOrNull("directories", config.directories);
}

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_CONFIG_FIELDS_H_
