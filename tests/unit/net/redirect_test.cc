#include "net/redirect.h"

#include <doctest/doctest.h>

namespace pkgrepo::net {
namespace {

const HttpHeaders kHeaders = {
    {"Authorization", "Bearer s3cret"}, {"Cookie", "s3cret"}, {"Accept", "text/plain"}};

std::optional<HttpRequest> Follow(const std::string& method, int status, const std::string& location) {
  return FollowRedirect({.method = method, .url = "https://h/a/b", .headers = kHeaders, .body = "body"},
                        {.status = status, .headers = {{"location", location}}});
}

}  // namespace

TEST_CASE("what is a redirect") {
  for (const int status : {301, 302, 303, 307, 308}) CHECK(Follow("GET", status, "/c")->url == "https://h/c");
  for (const int status : {200, 201, 202, 300, 304, 404})
    CHECK_FALSE(Follow("GET", status, "/c").has_value());
  CHECK_FALSE(Follow("GET", 302, "").has_value());
  CHECK(Follow("GET", 302, "../x")->url == "https://h/x");
  for (const char* other : {"file:///etc/passwd", "ftp://h/x", "https:///x"}) {
    CHECK_THROWS_AS(Follow("GET", 302, other), TransportError);
  }
}

TEST_CASE("credentials stay with their host") {
  CHECK(Follow("GET", 307, "https://h/c")->headers.Find("Authorization").has_value());
  for (const char* other :
       {"https://other/c", "https://h:8443/c", "http://h/c", "//other/c", "https://h.evil/c"}) {
    CAPTURE(other);
    const auto next = Follow("GET", 307, other);
    CHECK_FALSE(next->headers.Find("Authorization").has_value());
    CHECK_FALSE(next->headers.Find("Cookie").has_value());
    CHECK(next->headers.Find("Accept").has_value());
  }
}

TEST_CASE("methods and bodies") {
  CHECK(Follow("PUT", 307, "/c")->method == "PUT");
  CHECK(Follow("PUT", 308, "/c")->body == "body");
  CHECK(Follow("POST", 303, "/c")->method == "GET");
  CHECK(Follow("POST", 302, "/c")->body.empty());
  CHECK(Follow("HEAD", 303, "/c")->method == "HEAD");
}

}  // namespace pkgrepo::net
