// HttpClient on libcurl: HTTP/1.1 and 2, TLS, proxies (net/proxy.h), keep-alive.
//
// libcurl is loaded when the first client is made (net/curl_library.h), so a command that stays offline never
// pays for it.

#ifndef PKGREPO_NET_CURL_HTTP_CLIENT_H_
#define PKGREPO_NET_CURL_HTTP_CLIENT_H_

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "net/http_client.h"
#include "net/http_log.h"
#include "net/transfer_watcher.h"

namespace pkgrepo::net {

struct CurlOptions {
  bool verify_certificates = true;
  // Certificates in PEM, trusted besides the system's.
  std::string ca_certificates = {};
  std::chrono::milliseconds connect_timeout{30'000};
  // From the end of the request to the first byte of the response.
  std::chrono::milliseconds response_header_timeout{30'000};
  // A transfer that brings less than `slowest_rate` for this long has stalled.
  std::chrono::seconds stall_timeout{60};
  // Bytes a second. A request may take `longest_wait` and as long as all of its content takes at this rate.
  int64_t slowest_rate = 1024;
  std::chrono::seconds longest_wait{300};
  // "pkgrepo/1.0".
  std::string user_agent = "pkgrepo";
  // Told how far each request is; null if nobody is. Must outlive the client.
  TransferWatcher* watcher = nullptr;
  // Told each request and answer; null if nobody is. Must outlive the client.
  HttpLog* log = nullptr;
};

class CurlHttpClient : public HttpClient {
 public:
  // Throws Error if libcurl is not there.
  explicit CurlHttpClient(CurlOptions options = {});
  ~CurlHttpClient() override;

  // Concurrent calls use a connection each; connections are kept for the calls that follow.
  HttpResponse Send(const HttpRequest& request) override;

 private:
  class Pool;
  std::unique_ptr<Pool> pool_;
};

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_CURL_HTTP_CLIENT_H_
