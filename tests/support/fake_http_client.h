// An HttpClient for tests: answers from a function, and remembers what was asked.
//
//   FakeHttpClient http([](const HttpRequest&) { return HttpResponse{.status = 200, .body = "hello"}; });

#ifndef PKGREPO_TESTS_SUPPORT_FAKE_HTTP_CLIENT_H_
#define PKGREPO_TESTS_SUPPORT_FAKE_HTTP_CLIENT_H_

#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "net/http_client.h"

namespace pkgrepo::net {

class FakeHttpClient : public HttpClient {
 public:
  // `body` of the request holds what `upload` gave. A response with a 2xx status goes to the request's sink.
  using Handler = std::function<HttpResponse(const HttpRequest& request)>;

  explicit FakeHttpClient(Handler handler) : handler_(std::move(handler)) {}

  HttpResponse Send(const HttpRequest& request) override;

  // "GET https://…", in the order of the requests.
  std::vector<std::string> requests() const;

 private:
  Handler handler_;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
};

}  // namespace pkgrepo::net

#endif  // PKGREPO_TESTS_SUPPORT_FAKE_HTTP_CLIENT_H_
