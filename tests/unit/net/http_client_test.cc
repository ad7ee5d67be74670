#include "net/http_client.h"

#include <doctest/doctest.h>

#include "net/file_body.h"
#include "support/fake_http_client.h"

namespace pkgrepo::net {

TEST_CASE("header names compare without regard to case") {
  HttpHeaders headers = {{"Content-Type", "a"}, {"Link", "1"}, {"link", "2"}};
  CHECK(headers.Find("content-type") == "a");
  CHECK(headers.FindAll("LINK") == std::vector<std::string>{"1", "2"});
  CHECK_FALSE(headers.Find("Accept").has_value());
  headers.Set("LINK", "3");
  CHECK(headers.FindAll("Link") == std::vector<std::string>{"3"});
}

TEST_CASE("the fake hands uploads to its handler and good bodies to the sink") {
  FakeHttpClient http([](const HttpRequest& request) {
    return HttpResponse{.status = request.body == "sent" ? 200 : 400, .body = "answer"};
  });
  const StringBody body("sent");
  std::string received;
  const HttpRequest request{
      .method = "PUT", .url = "http://h/x", .upload = &body, .sink = [&](std::string_view bytes) {
        received += bytes;
      }};
  CHECK(http.Send(request).body.empty());
  CHECK(received == "answer");
  CHECK(http.Send({.url = "http://h/y"}).body == "answer");
  CHECK(http.requests() == std::vector<std::string>{"PUT http://h/x", "GET http://h/y"});
}

TEST_CASE("a body over its limit is an error") {
  FakeHttpClient http([](const HttpRequest&) { return HttpResponse{.status = 200, .body = "12345"}; });
  CHECK_THROWS_AS(http.Send({.url = "http://h/", .max_body = 4}), TransportError);
}

}  // namespace pkgrepo::net
