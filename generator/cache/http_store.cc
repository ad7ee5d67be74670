#include "cache/http_store.h"

#include <algorithm>
#include <chrono>

#include "base/error.h"
#include "base/file_system.h"
#include "base/strings.h"
#include "base/thread_pool.h"
#include "cache/zstd.h"
#include "go/url_escape.h"
#include "net/url.h"

namespace pkgrepo::cache {
namespace {

constexpr int kOk = 200;
constexpr int kNotFound = 404;
constexpr int kFirstNotGood = 300;
constexpr int kTooLarge = 413;
// A request may take so long, and as long as its content takes at this rate, in bytes a second.
constexpr std::chrono::milliseconds kLongest{2000};
constexpr size_t kSlowestRate = 1 << 20;
constexpr size_t kMaxConnections = 8;
// A connection costs, above all with TLS, more than a few small contents that are put one after the other.
constexpr size_t kPutsOfConnection = 4;
// In bytes.
constexpr size_t kWorthCompressing = 64 << 10;
// A frame of zstd with one block that is not compressed, of so many bytes.
constexpr std::string_view kFrame("\x28\xb5\x2f\xfd\x20\x07\x39\x00\x00pkgrepo", 16);
constexpr size_t kContentOfFrame = 7;

// "user:password" as written ahead of the host, decoded; empty if there is none.
std::string UserOf(std::string_view url) {
  std::string_view authority = url.substr(url.find("://") + 3);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  const size_t at = authority.rfind('@');
  if (at == std::string_view::npos) return "";
  return go::UnescapeUrl(authority.substr(0, at), go::UrlPart::kUserPassword);
}

std::string WithoutSlash(std::string path) {
  while (path.ends_with('/')) path.pop_back();
  return path;
}

bool IsGood(int status) { return status >= kOk && status < kFirstNotGood; }

[[noreturn]] void Refuse(const std::string& method, const std::string& url, int status) {
  throw Error(method + " " + url + ": the server answers with HTTP " + std::to_string(status));
}

}  // namespace

bool HttpStore::IsUrl(std::string_view location) {
  return location.starts_with("http://") || location.starts_with("https://");
}

net::CurlOptions HttpStore::Options(const std::string& certificates) {
  net::CurlOptions options;
  if (!certificates.empty()) options.ca_certificates = RealFileSystem().ReadFile(certificates);
  options.connect_timeout = std::chrono::seconds(3);
  options.response_header_timeout = std::chrono::seconds(5);
  options.stall_timeout = std::chrono::seconds(5);
  options.slowest_rate = 64 << 10;
  options.longest_wait = std::chrono::seconds(10);
  return options;
}

HttpStore::HttpStore(const std::string& url, const std::string& token, net::HttpClient& http, Detail detail)
    : http_(http), detail_(detail) {
  const std::optional<net::Url> parsed = net::Url::Parse(url);
  if (!parsed || !parsed->query.empty()) {
    throw Error("'" + net::RedactUrl(url) + "' is not the URL of a cache")
        .Hint("it looks like https://host/path");
  }
  url_ = parsed->scheme + "://" + parsed->authority + WithoutSlash(parsed->path);
  const std::string user = UserOf(url);
  if (!token.empty()) {
    authorization_ = "Bearer " + token;
  } else if (!user.empty()) {
    authorization_ = "Basic " + Base64Encode(user);
  }
}

std::optional<std::string> HttpStore::Get(Kind kind, const Digest& digest, int64_t max_size) {
  net::HttpRequest request = RequestFor(kind, digest);
  request.max_body = max_size;
  request.accept_zstd = kind == Kind::kContent;
  net::HttpResponse response = Send(request);
  if (response.status == kNotFound) return std::nullopt;
  if (response.status != kOk) Refuse(request.method, request.url, response.status);
  const bool is_wrong = kind == Kind::kContent && Digest::Of(response.body) != digest;
  if (is_wrong) return std::nullopt;
  return std::move(response.body);
}

void HttpStore::Put(Kind kind, const Digest& digest, std::string_view bytes) {
  const bool is_worth = kind == Kind::kContent && bytes.size() >= kWorthCompressing;
  if (is_worth && TryPutCompressed(digest, bytes)) return;
  const int status = SendPut(kind, digest, bytes);
  if (!IsGood(status) && status != kTooLarge) Refuse("PUT", UrlOf(kind, digest), status);
}

bool HttpStore::TryPutCompressed(const Digest& digest, std::string_view bytes) {
  std::call_once(asked_, [this] {
    takes_zstd_ = !IsGood(SendPut(Kind::kContent, Digest::Of(kFrame), kFrame, kContentOfFrame));
  });
  if (!takes_zstd_) return false;
  const std::optional<std::string> frame = CompressZstd(bytes);
  if (!frame || frame->size() >= bytes.size()) return false;
  takes_zstd_ = IsGood(SendPut(Kind::kContent, digest, *frame, bytes.size()));
  return takes_zstd_;
}

int HttpStore::SendPut(Kind kind, const Digest& digest, std::string_view body,
                       std::optional<size_t> decoded_size) {
  net::HttpRequest request = RequestFor(kind, digest);
  request.method = "PUT";
  request.headers.Add("Content-Type", "application/octet-stream");
  if (decoded_size) {
    request.headers.Add("Content-Encoding", "zstd");
    request.headers.Add("X-Digest-SizeBytes", std::to_string(*decoded_size));
  }
  request.body = body;
  return Send(request).status;
}

std::vector<std::optional<std::string>> HttpStore::GetAll(const std::vector<Wanted>& wanted) {
  if (wanted.size() < 2) return Store::GetAll(wanted);
  std::vector<std::optional<std::string>> found(wanted.size());
  ThreadPool pool(static_cast<unsigned>(std::min(wanted.size(), kMaxConnections)));
  for (size_t i = 0; i < wanted.size(); ++i) {
    pool.Run(
        [this, &found, &wanted, i] { found[i] = Get(wanted[i].kind, wanted[i].digest, wanted[i].max_size); });
  }
  pool.Wait();
  return found;
}

void HttpStore::PutAll(const std::vector<Kept>& kept) {
  if (kept.size() < 2) return Store::PutAll(kept);
  const size_t connections = (kept.size() + kPutsOfConnection - 1) / kPutsOfConnection;
  ThreadPool pool(static_cast<unsigned>(std::min(connections, kMaxConnections)));
  for (const Kept& one : kept) {
    pool.Run([this, &one] { Put(one.kind, one.digest, one.bytes); });
  }
  pool.Wait();
}

net::HttpResponse HttpStore::Send(const net::HttpRequest& request) {
  const auto start = std::chrono::steady_clock::now();
  net::HttpResponse response = http_.Send(request);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  const std::chrono::duration<double> content(
      static_cast<double>(request.body.size() + response.body.size()) / kSlowestRate);
  if (taken > kLongest + content) {
    throw Error(request.method + " " + request.url + ": the server took " +
                std::to_string(std::chrono::round<std::chrono::milliseconds>(taken).count()) + " ms");
  }
  return response;
}

std::string HttpStore::UrlOf(Kind kind, const Digest& digest) const {
  return url_ + "/" + NameOf(kind) + "/" + digest.hex();
}

net::HttpRequest HttpStore::RequestFor(Kind kind, const Digest& digest) const {
  net::HttpRequest request{.url = UrlOf(kind, digest)};
  if (!authorization_.empty()) request.headers.Add("Authorization", authorization_);
  return request;
}

}  // namespace pkgrepo::cache
