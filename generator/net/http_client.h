// HTTP as the rest of the project sees it: one request in, one response out.
//
// HttpClient is a seam. CurlHttpClient (net/curl_http_client.h) speaks to the network, RetryingHttpClient
// (net/retrying_http_client.h) wraps any client with retries, FakeHttpClient (tests/support) answers from memory.
//
//   HttpResponse response = client.Send({.url = "https://example.com/checksums.txt", .max_body = 1 << 20});
//   if (response.status != 200) throw Error("…");

#ifndef PKGREPO_NET_HTTP_CLIENT_H_
#define PKGREPO_NET_HTTP_CLIENT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace pkgrepo::net {

// The fields of a request or response in the order given; names compare without regard to case.
class HttpHeaders {
 public:
  HttpHeaders() = default;
  HttpHeaders(std::initializer_list<std::pair<std::string, std::string>> fields) : fields_(fields) {}

  void Add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  // Replaces every field called `name`.
  void Set(const std::string& name, std::string value);
  void Remove(std::string_view name);
  // The first field called `name`.
  std::optional<std::string> Find(std::string_view name) const;
  // All fields called `name`.
  std::vector<std::string> FindAll(std::string_view name) const;

  const std::vector<std::pair<std::string, std::string>>& fields() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

// What an upload sends. Read more than once if a request is repeated, so it must give the same bytes every
// time.
class HttpBody {
 public:
  virtual ~HttpBody() = default;
  virtual int64_t size() const = 0;
  // Copies up to `size` bytes from `offset` to `buffer`; returns how many, 0 only at the end. Throws Error.
  virtual size_t Read(int64_t offset, char* buffer, size_t size) const = 0;
};

// Receives a response's body piece by piece. Called only for a response with a 2xx status; bodies of others
// are collected in HttpResponse::body, which is where servers explain themselves.
using HttpSink = std::function<void(std::string_view)>;

inline constexpr int64_t kDefaultMaxBody = 4 << 20;

struct HttpRequest {
  std::string method = "GET";
  std::string url = {};
  HttpHeaders headers = {};
  // What is sent: `body`, or `upload` if that is not null. The caller keeps `upload` alive until Send()
  // returns.
  std::string body = {};
  const HttpBody* upload = nullptr;
  // Where a good response's body goes, if not into HttpResponse::body. An exception thrown in it ends the
  // transfer and comes out of Send().
  HttpSink sink = {};
  // More bytes than this end the transfer with an Error: a server cannot fill the disk or the memory.
  int64_t max_body = kDefaultMaxBody;
  // Whether the response may be in the content encoding zstd, which is decoded; without effect where libcurl does not
  // know it. `max_body` counts what is decoded.
  bool accept_zstd = false;
  // Up to ten (net/redirect.h).
  bool follow_redirects = true;
};

struct HttpResponse {
  int status = 0;
  // What the server called the status ("File not found"); empty if it did not, as in HTTP/2.
  std::string reason = {};
  HttpHeaders headers = {};
  std::string body = {};
  // Where the response came from after redirects.
  std::string url = {};
};

// No answer at all: a name that does not resolve, a refused connection, a time-out, a bad certificate, a
// broken transfer, a body over its limit. The message reads `GET "URL": what happened`, closest to what Go's
// tools print.
class TransportError : public Error {
 public:
  // What to do about it depends on this.
  enum class Kind { kOther, kUnknownHost, kUnreachable, kUnknownAuthority, kProxy };

  TransportError(std::string message, bool retryable, Kind kind = Kind::kOther)
      : Error(std::move(message)), retryable_(retryable), kind_(kind) {}
  // Whether the same request may succeed later.
  bool retryable() const { return retryable_; }
  Kind kind() const { return kind_; }

 private:
  bool retryable_;
  Kind kind_;
};

class HttpClient {
 public:
  virtual ~HttpClient() = default;
  // Performs the request and waits for its end. Any status is a response. Throws TransportError if none
  // arrives. May be called from several threads at once.
  virtual HttpResponse Send(const HttpRequest& request) = 0;
};

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_HTTP_CLIENT_H_
