// A store on a server that speaks the protocol of Bazel's remote cache: GET and PUT of URL/cas/HEX and URL/ac/HEX.
//
//   net::CurlHttpClient http(HttpStore::Options(""));
//   HttpStore store("https://user:password@cache.example.com/pkgrepo", "", http);
//
// bazel-remote, an object store behind a proxy, or nginx with its DAV module will do. Nothing is tried twice: a build
// that goes on without the cache is better than one that waits for it. A server that answers too slowly has failed, also
// where its answer is right.
//
// Content may come and go in zstd, as bazel-remote has it. Whether a server takes it is asked once, and in a way that harms
// no server: a frame of zstd is put there as what it is, by its own digest, but under the name of an encoded content. Who
// decodes it finds that the digest is another, and refuses. Who does not keeps what is right, and gets content as it is.
//
// https://bazel.build/remote/caching#http-caching

#ifndef PKGREPO_CACHE_HTTP_STORE_H_
#define PKGREPO_CACHE_HTTP_STORE_H_

#include <atomic>
#include <mutex>
#include <optional>
#include <string>

#include "cache/store.h"
#include "net/curl_http_client.h"
#include "net/http_client.h"

namespace pkgrepo::cache {

class HttpStore : public Store {
 public:
  // Whether `location` is the URL of such a server, and not a folder.
  static bool IsUrl(std::string_view location);
  // For a client that gives up soon, and trusts the certificates in the file `certificates` besides the system's, unless
  // it is "". Throws Error if it cannot be read.
  static net::CurlOptions Options(const std::string& certificates);

  // User information in `url` is sent as such; a `token`, unless empty, as a bearer token in its place. `http` is kept
  // and must outlive the object. Throws Error for what is no URL.
  HttpStore(const std::string& url, const std::string& token, net::HttpClient& http,
            Detail detail = Detail::kActions);

  Detail detail() const override { return detail_; }

  std::optional<std::string> Get(Kind kind, const Digest& digest, int64_t max_size) override;
  // What is too large for the server is not kept, without an Error.
  void Put(Kind kind, const Digest& digest, std::string_view bytes) override;
  // Over several connections at once.
  std::vector<std::optional<std::string>> GetAll(const std::vector<Wanted>& wanted) override;
  void PutAll(const std::vector<Kept>& kept) override;

 private:
  std::string UrlOf(Kind kind, const Digest& digest) const;
  net::HttpRequest RequestFor(Kind kind, const Digest& digest) const;
  // Returns whether the content is kept now. Throws Error only if the server does not answer.
  bool TryPutCompressed(const Digest& digest, std::string_view bytes);
  // Returns the status. `decoded_size` is that of the content if `body` is it in zstd.
  int SendPut(Kind kind, const Digest& digest, std::string_view body,
              std::optional<size_t> decoded_size = {});
  // Throws Error if that takes too long for its size.
  net::HttpResponse Send(const net::HttpRequest& request);

  std::string url_;
  std::string authorization_;
  net::HttpClient& http_;
  const Detail detail_;
  std::once_flag asked_;
  std::atomic<bool> takes_zstd_ = false;
};

}  // namespace pkgrepo::cache

#endif  // PKGREPO_CACHE_HTTP_STORE_H_
