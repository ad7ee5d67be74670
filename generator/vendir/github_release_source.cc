#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/json_member.h"
#include "base/strings.h"
#include "go/glob.h"
#include "go/json_reader.h"
#include "net/url.h"
#include "vendir/archive.h"
#include "vendir/download.h"
#include "vendir/fetch.h"
#include "vendir/release_checksums.h"

namespace pkgrepo::vendir {
namespace {

constexpr char kApi[] = "https://api.github.com/repos/";
constexpr int64_t kMaxReleaseInfo = 32 << 20;

// The address of GitHub's API, as its runners tell where it is another one.
std::string ApiOfEnvironment() {
  const char* address = std::getenv("GITHUB_API_URL");
  return address != nullptr && *address != '\0' ? address : "https://api.github.com";
}

struct Asset {
  std::string url;
  std::string name;
  uint64_t size = 0;
};

struct Release {
  std::string url;
  std::string tag;
  std::string notes;
  std::vector<Asset> assets;
};

Release ParseRelease(const nlohmann::json& json) {
  if (!json.is_object()) throw Error("expected an object");
  Release release{.url = StringMember(json, "url"),
                  .tag = StringMember(json, "tag_name"),
                  .notes = StringMember(json, "body"),
                  .assets = {}};
  auto assets = json.find("assets");
  if (assets == json.end() || !assets->is_array()) return release;
  for (const nlohmann::json& asset : *assets) {
    if (!asset.is_object()) continue;
    uint64_t size =
        asset.contains("size") && asset["size"].is_number_unsigned() ? asset["size"].get<uint64_t>() : 0;
    release.assets.push_back({StringMember(asset, "url"), StringMember(asset, "name"), size});
  }
  return release;
}

class GithubRelease {
 public:
  GithubRelease(const GithubReleaseSource& source, GithubToken token, const FetchContext& context)
      : source_(source),
        context_(context),
        client_(context.network.NewHttpClient({})),
        token_(std::move(token)) {}

  Release DownloadInfo() {
    return WithContext("Downloading release info: ", [&] { return ParseReleaseFrom(ReleaseUrl()); });
  }

  // Downloads and checks the files that the config chooses. Returns their names.
  std::vector<std::string> DownloadAssets(const Release& release, const std::string& directory) {
    std::vector<Asset> chosen;
    std::vector<std::string> names;
    for (const Asset& asset : release.assets) {
      if (!IsChosen(asset)) continue;
      chosen.push_back(asset);
      names.push_back(asset.name);
    }
    std::map<std::string, std::string> checksums = Checksums(release, names);
    for (const Asset& asset : chosen) DownloadAsset(asset, directory, checksums);
    return names;
  }

 private:
  // A token goes to the one host that it is for, where nobody on the way reads it.
  net::HttpHeaders HeadersFor(const std::string& address) const {
    if (token_.value.empty()) return {};
    const std::optional<net::Url> url = net::Url::Parse(address);
    const std::optional<net::Url> api =
        net::Url::Parse(token_.from_environment || source_.url.empty() ? ApiOfEnvironment() : source_.url);
    if (!url || !api || url->authority != api->authority) return {};
    if (url->scheme != "https" && !url->is_loopback()) return {};
    return {{"Authorization", "token " + token_.value}};
  }

  std::string ReleaseUrl() {
    std::string releases = kApi + source_.slug + "/releases";
    if (!source_.url.empty()) return source_.url;
    if (!source_.tag.empty()) return releases + "/tags/" + source_.tag;
    if (source_.latest) return releases + "/latest";
    if (!source_.tag_selection) {
      throw Error("getting release URL: Expected to have non-empty tag, tagSelection, latest or url");
    }
    return WithContext("getting release URL: ", [&] {
      return releases + "/tags/" + SelectVersion(*source_.tag_selection, ListTags(releases));
    });
  }

  std::vector<std::string> ListTags(const std::string& releases) {
    nlohmann::json list = GetJson(releases);
    std::vector<std::string> tags;
    for (const nlohmann::json& release : list) {
      if (release.is_object()) tags.push_back(StringMember(release, "tag_name"));
    }
    return tags;
  }

  Release ParseReleaseFrom(const std::string& url) {
    nlohmann::json json = GetJson(url);
    return WithContext("Parsing response from: " + url + " error: ", [&] { return ParseRelease(json); });
  }

  nlohmann::json GetJson(const std::string& url) {
    std::string text =
        WithContext("Downloading release details from " + url + " : ", [&] { return GetText(url); });
    return WithContext("Parsing response from: " + url + " error: ", [&] { return go::ParseJson(text); });
  }

  std::string GetText(const std::string& url) {
    net::HttpResponse response =
        client_->Send({.url = url, .headers = HeadersFor(url), .max_body = kMaxReleaseInfo});
    if (response.status == 200) return response.body;
    std::string hint = response.status == 404
                           ? " (hint: if you are using 'latest: true', there may not be any "
                             "non-pre-release releases)"
                           : "";
    throw Error("Expected response status 200, but was '" + std::to_string(response.status) + "'" + hint +
                " (body: '" + response.body + "')");
  }

  bool IsChosen(const Asset& asset) const {
    if (source_.asset_names.empty()) return true;
    return WithContext("Matching asset name '" + asset.name + "': ", [&] {
      return std::any_of(source_.asset_names.begin(), source_.asset_names.end(),
                         [&](const std::string& pattern) { return go::MatchGlob(pattern, asset.name); });
    });
  }

  std::map<std::string, std::string> Checksums(const Release& release,
                                               const std::vector<std::string>& names) const {
    if (!source_.checksums.empty()) {
      for (const std::string& name : names) {
        if (!source_.checksums.contains(name))
          throw Error("Expected to find checksum for file '" + name + "'");
      }
      return source_.checksums;
    }
    if (source_.disable_auto_checksum_validation) return {};
    return WithContext("Finding checksums in release notes: ",
                       [&] { return FindReleaseChecksums(release.notes, names); });
  }

  void DownloadAsset(const Asset& asset, const std::string& directory,
                     const std::map<std::string, std::string>& checksums) {
    if (!IsLocalPath(asset.name) || asset.name.find('/') != asset.name.npos) {
      throw Error("Expected the name of asset '" + asset.name + "' to be a plain file name");
    }
    std::string path = JoinPath(directory, asset.name);
    Digest digest = DownloadAssetFile(asset, path);
    context_.files.SetMode(path, 0644);
    uint64_t size = context_.files.Stat(path)->size;
    if (size != asset.size) {
      throw Error("Checking asset '" + asset.name + "' size: Expected file size to be " +
                  std::to_string(asset.size) + ", but was " + std::to_string(size));
    }
    auto checksum = checksums.find(asset.name);
    if (checksum != checksums.end() && checksum->second != digest.hex()) {
      throw Error("Checking asset '" + asset.name + "' checksum: Expected file checksum to be '" +
                  checksum->second + "', but was '" + digest.hex() + "'");
    }
  }

  Digest DownloadAssetFile(const Asset& asset, const std::string& path) {
    net::HttpHeaders headers = HeadersFor(asset.url);
    headers.Add("Accept", "application/octet-stream");
    try {
      return Download(*client_, {.url = asset.url, .headers = headers}, path);
    } catch (const DownloadStatusError& error) {
      throw Error("Downloading asset '" + asset.name + "': Expected response status 200, but was '" +
                  std::to_string(error.status()) + "'");
    } catch (Error& error) {
      error.Prefix("Downloading asset '" + asset.name + "': ");
      throw;
    }
  }

  const GithubReleaseSource& source_;
  const FetchContext& context_;
  std::unique_ptr<net::HttpClient> client_;
  GithubToken token_;
};

void FetchReleaseHttp(const GithubReleaseSource& source, const Release& release, const std::string& target,
                      const FetchContext& context) {
  HttpSource http = *source.http;
  http.url = ReplaceAll(http.url, "{tag}", release.tag);
  WithContext("Fetching http asset: ", [&] { FetchHttp(http, target, context); });
}

// The folder with one of the files unpacked, instead of all of them.
std::string UnpackAsset(const std::string& name, const std::vector<std::string>& names,
                        const std::string& directory, const FetchContext& context) {
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    throw Error("Unpacking archive '" + name + "' is not part of the github release");
  }
  std::string unpacked = context.scratch + "/unpacked";
  context.files.MakeDirectories(unpacked, 0700);
  if (!UnpackArchive(JoinPath(directory, name), unpacked)) {
    throw Error("Expected known archive type (zip, tgz, tar)");
  }
  return unpacked;
}

}  // namespace

GithubToken FindGithubToken(const GithubReleaseSource& source, const Resources& resources) {
  const char* variable = std::getenv("VENDIR_GITHUB_API_TOKEN");
  GithubToken token{.value = variable == nullptr ? "" : variable, .from_environment = true};
  if (!source.secret) return token;
  const Secret& secret = resources.GetSecret(source.secret->name);
  for (auto& [field, value] : secret.data) {
    if (field != "token") throw Error("Unknown secret field '" + field + "' in secret '" + secret.name + "'");
    token = {.value = value, .from_environment = false};
  }
  return token;
}

LockedGithubRelease FetchGithubRelease(const GithubReleaseSource& source, const GithubToken& token,
                                       const std::string& target, const FetchContext& context) {
  GithubRelease github(source, token, context);
  Release release = github.DownloadInfo();
  LockedGithubRelease locked{release.url, release.tag};
  if (source.http && !source.unpack_archive) {
    FetchReleaseHttp(source, release, target, context);
    return locked;
  }
  std::string directory = context.scratch + "/release";
  context.files.MakeDirectories(directory, 0700);
  std::vector<std::string> names = github.DownloadAssets(release, directory);
  if (source.unpack_archive) directory = UnpackAsset(source.unpack_archive->path, names, directory, context);
  MoveIntoPlace(context.files, directory, target);
  return locked;
}

}  // namespace pkgrepo::vendir
