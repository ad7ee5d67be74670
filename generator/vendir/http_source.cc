#include <optional>

#include "base/digest.h"
#include "base/error.h"
#include "net/url.h"
#include "vendir/archive.h"
#include "vendir/download.h"
#include "vendir/fetch.h"

namespace pkgrepo::vendir {
namespace {

constexpr uint32_t kPlainFileMode = 0644;
constexpr uint32_t kPrivateFileMode = 0600;

// The last part of the URL's path. Precondition: it is a URL for HTTP.
std::string FileNameOf(const std::string& url) {
  const std::optional<net::Url> parts = net::Url::Parse(url);
  const std::string name = parts ? std::string(BaseName(parts->path)) : "";
  return name.empty() || name == "." || name == ".." ? "content" : name;
}

// The last part of the URL as it is written, query and all: the name of what is not unpacked.
std::string WrittenNameOf(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(BaseName(url));
}

net::HttpHeaders MakeHeaders(const HttpSource& source, const Resources& resources) {
  if (!source.secret) return {};
  return WithContext("Adding auth to request: ",
                     [&] { return BasicAuthorization(resources.GetSecret(source.secret->name)); });
}

void DownloadSource(const HttpSource& source, const std::string& path, const FetchContext& context) {
  std::unique_ptr<net::HttpClient> client = context.network.NewHttpClient({});
  Digest digest =
      Download(*client, {.url = source.url, .headers = MakeHeaders(source, context.resources)}, path);
  if (!source.sha256.empty() && source.sha256 != digest.hex()) {
    throw Error("Expected digest to match 'sha256:" + source.sha256 + "', but was '" + digest.ToString() +
                "'");
  }
}

}  // namespace

LockedHttp FetchHttp(const HttpSource& source, const std::string& target, const FetchContext& context) {
  if (source.url.empty()) throw Error("Expected non-empty URL");
  std::string path = context.scratch + "/download";
  WithContext("Downloading URL: ", [&] { DownloadSource(source, path, context); });
  std::string unpacked = context.scratch + "/unpacked";
  context.files.MakeDirectories(unpacked, 0700);
  WithContext("Unpacking archive: ", [&] {
    if (source.disable_unpack) {
      context.files.SetMode(path, kPrivateFileMode);
      context.files.Rename(path, JoinPath(unpacked, WrittenNameOf(source.url)));
    } else if (!UnpackArchive(path, unpacked)) {
      context.files.SetMode(path, kPlainFileMode);
      context.files.Rename(path, JoinPath(unpacked, FileNameOf(source.url)));
    }
  });
  MoveIntoPlace(context.files, unpacked, target);
  return {};
}

}  // namespace pkgrepo::vendir
