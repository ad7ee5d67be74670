#include "vendir/download.h"

#include <fstream>
#include <map>

#include "base/strings.h"

namespace pkgrepo::vendir {

DownloadStatusError::DownloadStatusError(int status)
    : Error("Expected 200 OK, but was '" + DescribeStatus(status) + "'"), status_(status) {}

namespace {

// Go's words for a URL that is not for HTTP.
void RequireHttpUrl(const std::string& url) {
  if (url.starts_with(':')) throw Error("Building request: parse \"" + url + "\": missing protocol scheme");
  size_t colon = url.find(':');
  std::string scheme = ToLower(url.substr(0, colon == url.npos ? 0 : colon));
  if (scheme == "http" || scheme == "https") return;
  throw Error("Initiating URL download: Get \"" + url + "\": unsupported protocol scheme \"" + scheme + "\"");
}

}  // namespace

Digest Download(net::HttpClient& client, const DownloadRequest& request, const std::string& path) {
  RequireHttpUrl(request.url);
  Sha256 hash;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  if (!file) throw Error("open " + path + ": cannot be written");
  auto sink = [&](std::string_view bytes) {
    hash.Update(bytes);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file) throw Error("write " + path + ": the disk may be full");
  };
  net::HttpResponse response;
  try {
    response =
        client.Send({.url = request.url, .headers = request.headers, .sink = sink, .max_body = kMaxDownload});
  } catch (Error& error) {
    error.Prefix("Initiating URL download: ");
    throw;
  }
  if (response.status != 200) throw DownloadStatusError(response.status);
  file.close();
  if (!file) throw Error("write " + path + ": the disk may be full");
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

std::string DescribeStatus(int status) {
  // RFC 9110 section 15 and RFC 6585.
  static const std::map<int, std::string> kReasons = {
      {100, "Continue"},
      {201, "Created"},
      {202, "Accepted"},
      {203, "Non-Authoritative Information"},
      {204, "No Content"},
      {206, "Partial Content"},
      {300, "Multiple Choices"},
      {301, "Moved Permanently"},
      {302, "Found"},
      {303, "See Other"},
      {304, "Not Modified"},
      {307, "Temporary Redirect"},
      {308, "Permanent Redirect"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {402, "Payment Required"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {406, "Not Acceptable"},
      {407, "Proxy Authentication Required"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {410, "Gone"},
      {411, "Length Required"},
      {412, "Precondition Failed"},
      {418, "I'm a teapot"},
      {421, "Misdirected Request"},
      {422, "Unprocessable Entity"},
      {429, "Too Many Requests"},
      {451, "Unavailable For Legal Reasons"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {502, "Bad Gateway"},
      {503, "Service Unavailable"},
      {504, "Gateway Timeout"},
  };
  auto reason = kReasons.find(status);
  return std::to_string(status) + (reason == kReasons.end() ? "" : " " + reason->second);
}

}  // namespace pkgrepo::vendir
