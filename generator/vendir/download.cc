#include "vendir/download.h"

#include "base/output_file.h"
#include "base/strings.h"
#include "go/http_status.h"

namespace pkgrepo::vendir {

namespace {

// Go's words for a URL that is not for HTTP.
void RequireHttpUrl(const std::string& url) {
  if (url.starts_with(':')) throw Error("Building request: parse \"" + url + "\": missing protocol scheme");
  size_t colon = url.find(':');
  if (colon != url.npos && colon < url.find('/') && (url[0] < 'A' || url[0] > 'z')) {
    throw Error("Building request: parse \"" + url + "\": first path segment in URL cannot contain colon");
  }
  std::string scheme = ToLower(url.substr(0, colon == url.npos ? 0 : colon));
  if (scheme == "http" || scheme == "https") return;
  throw Error("Initiating URL download: Get \"" + url + "\": unsupported protocol scheme \"" + scheme + "\"");
}

}  // namespace

DownloadStatusError::DownloadStatusError(const net::HttpResponse& response)
    : Error("Expected 200 OK, but was '" +
            (response.reason.empty() ? go::DescribeHttpStatus(response.status)
                                     : std::to_string(response.status) + " " + response.reason) +
            "'"),
      status_(response.status) {}

Digest Download(net::HttpClient& client, const DownloadRequest& request, const std::string& path) {
  RequireHttpUrl(request.url);
  Sha256 hash;
  OutputFile file(path, OutputFile::Place::kReplaced);
  auto sink = [&](std::string_view bytes) {
    hash.Update(bytes);
    file.Write(bytes);
  };
  net::HttpResponse response;
  WithContext("Initiating URL download: ", [&] {
    response =
        client.Send({.url = request.url, .headers = request.headers, .sink = sink, .max_body = kMaxDownload});
  });
  if (response.status != 200) throw DownloadStatusError(response);
  file.Close();
  return hash.Finish();
}

net::HttpHeaders BasicAuthorization(const Secret& secret) {
  for (auto& [field, value] : secret.data) {
    if (field != "username" && field != "password") {
      throw Error("Unknown secret field '" + field + "' in secret '" + secret.name + "'");
    }
  }
  auto username = secret.data.find("username"), password = secret.data.find("password");
  if (username == secret.data.end() && password == secret.data.end()) return {};
  auto text = [&](auto field) { return field == secret.data.end() ? std::string() : field->second; };
  return {{"Authorization", "Basic " + Base64Encode(text(username) + ":" + text(password))}};
}

}  // namespace pkgrepo::vendir
