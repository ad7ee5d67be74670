// vendir.yml: which directories are vendored, and where the contents of each come from.
//
//   directories:
//   - path: config/_ytt_lib                     Directory::path
//     contents:
//     - path: github.com/acme/app               Contents::path
//       git: {url: https://…, ref: v1.0.0}      exactly one source
//       includePaths: ["config/**/*"]
//
// The structs are what the file says, every key with its meaning from
// https://carvel.dev/vendir/docs/latest/vendir-spec/. resources.h reads them from files, config_json.h
// converts them.

#ifndef PKGREPO_VENDIR_CONFIG_H_
#define PKGREPO_VENDIR_CONFIG_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pkgrepo::vendir {

inline constexpr char kApiVersion[] = "vendir.k14s.io/v1alpha1";
inline constexpr char kConfigKind[] = "Config";

// The name of a Secret or ConfigMap among the files given.
struct LocalReference {
  std::string name = {};
};

struct PrereleaseSelection {
  std::vector<std::string> identifiers = {};
};

struct SemverSelection {
  std::string constraints = {};
  std::optional<PrereleaseSelection> prereleases = {};
};

struct Selection {
  std::optional<SemverSelection> semver = {};
};

struct GitVerification {
  std::optional<LocalReference> public_keys_secret = {};
};

struct GitSource {
  std::string url = {};
  std::string ref = {};
  std::optional<Selection> ref_selection = {};
  int64_t depth = 0;  // commits to fetch; 0 is all
  std::optional<GitVerification> verification = {};
  std::optional<LocalReference> secret = {};
  bool lfs_skip_smudge = false;
  bool dangerous_skip_tls_verify = false;
  bool skip_init_submodules = false;
  bool force_http_basic_auth = false;
};

struct HgSource {
  std::string url = {};
  std::string ref = {};
  std::optional<LocalReference> secret = {};
};

struct HttpSource {
  std::string url = {};
  std::string sha256 = {};
  std::optional<LocalReference> secret = {};
  bool disable_unpack = false;
};

struct ImageSource {
  std::string url = {};
  std::optional<Selection> tag_selection = {};
  std::optional<LocalReference> secret = {};
  bool dangerous_skip_tls_verify = false;
  int64_t response_header_timeout = 0;  // seconds; 0 is the default

  // Not a key: the tag that the digest in `url` was found by, as the lock knows it.
  std::string locked_tag = {};
};

struct ImgpkgBundleSource {
  std::string image = {};
  std::optional<Selection> tag_selection = {};
  std::optional<LocalReference> secret = {};
  bool dangerous_skip_tls_verify = false;
  bool recursive = false;
  int64_t response_header_timeout = 0;  // seconds; 0 is the default

  // Not a key: the tag that the digest in `image` was found by, as the lock knows it.
  std::string locked_tag = {};
};

struct ArchiveToUnpack {
  std::string path = {};
};

struct GithubReleaseSource {
  std::string slug = {};  // "organization/repository"
  std::string tag = {};
  std::optional<Selection> tag_selection = {};
  bool latest = false;
  std::string url = {};
  std::vector<std::string> asset_names = {};
  std::map<std::string, std::string> checksums = {};
  bool disable_auto_checksum_validation = false;
  std::optional<ArchiveToUnpack> unpack_archive = {};
  std::optional<LocalReference> secret = {};
  std::optional<HttpSource> http =
      {};  // instead of the assets; {tag} in its URL stands for the release's tag
};

struct HelmRepository {
  std::string url = {};
  std::optional<LocalReference> secret = {};
};

struct HelmChartSource {
  std::string name = {};
  std::string version = {};
  std::optional<HelmRepository> repository = {};
  std::string helm_version = {};
};

struct ManualSource {};

struct DirectorySource {
  std::string path = {};
};

struct PlacedReference {
  std::string name = {};
  std::string directory_path = {};
};

struct InlinePathsFrom {
  std::optional<PlacedReference> secret = {};
  std::optional<PlacedReference> config_map = {};
};

struct InlineSource {
  std::map<std::string, std::string> paths = {};
  std::vector<InlinePathsFrom> paths_from = {};
};

struct Contents {
  std::string path = {};
  bool lazy = false;

  std::optional<GitSource> git = {};
  std::optional<HgSource> hg = {};
  std::optional<HttpSource> http = {};
  std::optional<ImageSource> image = {};
  std::optional<ImgpkgBundleSource> imgpkg_bundle = {};
  std::optional<GithubReleaseSource> github_release = {};
  std::optional<HelmChartSource> helm_chart = {};
  std::optional<ManualSource> manual = {};
  std::optional<DirectorySource> directory = {};
  std::optional<InlineSource> inline_source = {};

  std::vector<std::string> include_paths = {};
  std::vector<std::string> exclude_paths = {};
  std::vector<std::string> ignore_paths = {};
  // nullopt means the usual names of licences and notices; an empty list means none.
  std::optional<std::vector<std::string>> legal_paths = {};
  std::string new_root_path = {};
  std::optional<uint32_t> permissions = {};

  // The contents are the whole directory.
  bool is_entire_directory() const { return path == "."; }
};

struct Directory {
  std::string path = {};
  std::vector<Contents> contents = {};
  std::optional<uint32_t> permissions = {};
};

struct Config {
  std::string api_version = {};
  std::string kind = {};
  std::string minimum_required_version = {};
  std::vector<Directory> directories = {};
};

// Throws Error saying which rule `config` breaks: paths, one source for each contents, no overlaps, the
// minimum version.
void ValidateConfig(const Config& config);

// The paths cleaned: "./b/./c/" is "b/c".
void CleanPaths(Config& config);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_CONFIG_H_
