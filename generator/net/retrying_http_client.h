// Repeats requests that failed for a passing reason: a broken connection, a time-out, a status of 408, 429 or
// 5xx.
//
// A POST is repeated only after 429 and 503, with which a server says that it did nothing. A refused
// connection, a name that does not resolve and a bad certificate are final, and so is a failure after the
// request's sink had bytes. Waits 0.2 s before the second attempt and twice as long before each further one,
// at most 10 s, or as long as the server's Retry-After asks for, at most 60 s. Not more than 3 minutes of one request are
// spent in waiting.

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
