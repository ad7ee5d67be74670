#include <optional>

#include "base/digest.h"
#include "base/error.h"
#include "vendir/archive.h"
#include "vendir/download.h"
#include "vendir/fetch.h"

namespace pkgrepo::vendir {
namespace {

constexpr uint32_t kPlainFileMode = 0644;
constexpr uint32_t kPrivateFileMode = 0600;

// The URL's last part without its query.
std::string FileNameOf(const std::string& url) {
  std::string name = url.substr(url.rfind('/') + 1);
  name = name.substr(0, name.find('?'));
  return name.empty() || name == "." || name == ".." ? "content" : name;
}

net::HttpHeaders MakeHeaders(const HttpSource& source, const Resources& resources) {
  if (!source.secret) return {};
  try {
    return BasicAuthorization(resources.GetSecret(source.secret->name));
  } catch (Error& error) {
    error.Prefix("Adding auth to request: ");
    throw;
  }
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
  try {
    DownloadSource(source, path, context);
  } catch (Error& error) {
    error.Prefix("Downloading URL: ");
    throw;
  }
  std::string unpacked = context.scratch + "/unpacked";
  context.files.MakeDirectories(unpacked, 0700);
  try {
    if (source.disable_unpack || !UnpackArchive(path, unpacked)) {
      context.files.SetMode(path, source.disable_unpack ? kPrivateFileMode : kPlainFileMode);
      context.files.Rename(path, JoinPath(unpacked, FileNameOf(source.url)));
    }
  } catch (Error& error) {
    error.Prefix("Unpacking archive: ");
    throw;
  }
  MoveIntoPlace(context.files, unpacked, target);
  return {};
}

}  // namespace pkgrepo::vendir
