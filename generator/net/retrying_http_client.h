// Repeats requests that failed for a passing reason: no connection, a time-out, a status of 429 or 5xx.
//
// Only methods that may be repeated without harm are (GET, HEAD, PUT, DELETE); a POST is repeated only if the
// connection was refused before anything was sent. Waits 0.1 s before the second attempt, three times as long
// before each further one, at most 10 s, or as long as the server's Retry-After asks for, at most 60 s.

#ifndef PKGREPO_NET_RETRYING_HTTP_CLIENT_H_
#define PKGREPO_NET_RETRYING_HTTP_CLIENT_H_

#include <chrono>
#include <functional>

#include "net/http_client.h"

namespace pkgrepo::net {

class RetryingHttpClient : public HttpClient {
 public:
  using Sleep = std::function<void(std::chrono::milliseconds)>;

  // `inner` is kept and must outlive this. `attempts` counts the first one, too; `sleep` is for tests.
  RetryingHttpClient(HttpClient& inner, int attempts, Sleep sleep = {});

  // The last response, or the last TransportError, if no attempt succeeds.
  HttpResponse Send(const HttpRequest& request) override;

 private:
  HttpClient& inner_;
  int attempts_;
  Sleep sleep_;
};

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_RETRYING_HTTP_CLIENT_H_
