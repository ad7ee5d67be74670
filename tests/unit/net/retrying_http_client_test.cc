#include "net/retrying_http_client.h"

#include <doctest/doctest.h>

#include "support/fake_http_client.h"

namespace pkgrepo::net {
namespace {

using std::chrono::milliseconds;

// A server that gives one answer after the other; 0 breaks the connection, -1 refuses it.
class Scripted {
 public:
  explicit Scripted(std::vector<int> statuses)
      : statuses_(std::move(statuses)), http_([this](const HttpRequest&) { return Next(); }) {}

  HttpResponse Send(const HttpRequest& request, int attempts) {
    RetryingHttpClient client(http_, attempts, [this](milliseconds time) { waits.push_back(time.count()); });
    return client.Send(request);
  }

  size_t requests() const { return http_.requests().size(); }
  std::vector<int64_t> waits;
  HttpHeaders headers;

 private:
  HttpResponse Next() {
    const int status = statuses_.at(next_++);
    if (status <= 0) throw TransportError("no connection", status == 0);
    return {.status = status, .headers = headers};
  }

  std::vector<int> statuses_;
  size_t next_ = 0;
  FakeHttpClient http_;
};

}  // namespace

TEST_CASE("passing failures are tried again, with growing waits") {
  Scripted server({500, 0, 503, 200});
  CHECK(server.Send({.url = "http://h/"}, 5).status == 200);
  CHECK(server.waits == std::vector<int64_t>{200, 400, 800});
}

TEST_CASE("the last answer counts when all attempts fail") {
  Scripted server({500, 502, 504});
  CHECK(server.Send({.url = "http://h/"}, 3).status == 504);
  CHECK(server.requests() == 3);
}

TEST_CASE("what will not pass is not tried again") {
  for (const int status : {200, 400, 401, 403, 404}) {
    Scripted server({status, 200});
    CHECK(server.Send({.url = "http://h/"}, 5).status == status);
  }
  Scripted refusing({-1, 200});
  CHECK_THROWS_AS(refusing.Send({.url = "http://h/"}, 5), TransportError);
  CHECK(refusing.requests() == 1);
}

TEST_CASE("a POST is repeated only if the server says that it did nothing") {
  Scripted failing({500, 200});
  CHECK(failing.Send({.method = "POST", .url = "http://h/"}, 5).status == 500);
  Scripted busy({429, 201});
  CHECK(busy.Send({.method = "POST", .url = "http://h/"}, 5).status == 201);
}

TEST_CASE("Retry-After is respected up to a minute") {
  Scripted server({429, 429, 200});
  server.headers.Set("Retry-After", "7");
  server.Send({.url = "http://h/"}, 5);
  CHECK(server.waits == std::vector<int64_t>{7000, 7000});
  Scripted greedy({429, 200});
  greedy.headers.Set("Retry-After", "86400");
  greedy.Send({.url = "http://h/"}, 5);
  CHECK(greedy.waits == std::vector<int64_t>{60000});
}

TEST_CASE("a transfer that broke after bytes went to the sink is not repeated") {
  std::string received;
  FakeHttpClient http([&](const HttpRequest& request) -> HttpResponse {
    request.sink("half");
    throw TransportError("broken", true);
  });
  RetryingHttpClient client(http, 5, [](milliseconds) {});
  CHECK_THROWS_AS(
      client.Send({.url = "http://h/", .sink = [&](std::string_view bytes) { received += bytes; }}),
      TransportError);
  CHECK(received == "half");
}

TEST_CASE("a server cannot make one wait for ever") {
  Scripted server(std::vector<int>(1000, 429));
  server.headers = {{"Retry-After", "4000000000"}};
  CHECK(server.Send({.url = "http://h/"}, 1000).status == 429);
  CHECK(server.waits == std::vector<int64_t>{60'000, 60'000, 60'000});
  Scripted silent(std::vector<int>(1000, 0));
  CHECK_THROWS_AS(silent.Send({.url = "http://h/"}, 1000), TransportError);
  CHECK(silent.requests() < 30);
}

}  // namespace pkgrepo::net
