#include "net/url.h"

#include <doctest/doctest.h>

namespace pkgrepo::net {

TEST_CASE("Url::Parse") {
  const auto url = Url::Parse("HTTPS://user:pw@Host.example:8443/a/b?c=d#e");
  REQUIRE(url);
  CHECK(url->scheme == "https");
  CHECK(url->authority == "Host.example:8443");
  CHECK(url->host() == "Host.example");
  CHECK(url->path == "/a/b");
  CHECK(url->query == "?c=d");
  CHECK(url->ToString() == "https://Host.example:8443/a/b?c=d");
  CHECK(Url::Parse("http://h?x=1")->query == "?x=1");
  for (const char* text : {"", "h/x", "ftp://h/", "http:///x", "file:///etc/passwd", "http//h"}) {
    CAPTURE(text);
    CHECK_FALSE(Url::Parse(text).has_value());
  }
}

TEST_CASE("loopback hosts are known") {
  for (const char* text :
       {"http://127.0.0.1:5000/", "http://localhost/", "http://[::1]:80/x", "http://127.9.9.9/"}) {
    CHECK(Url::Parse(text)->is_loopback());
  }
  CHECK_FALSE(Url::Parse("http://example.com/")->is_loopback());
  CHECK_FALSE(Url::Parse("http://127.example.com/")->is_loopback());
}

TEST_CASE("secrets of a URL are not shown") {
  const std::pair<const char*, const char*> cases[] = {
      {"https://h/a/b", "https://h/a/b"},
      {"https://h/u?_state=s3cret&digest=sha256%3Aaa", "https://h/u?_state=REDACTED&digest=sha256%3Aaa"},
      {"https://h/u?digest=sha256%3Aaa&_state=s3cret", "https://h/u?_state=REDACTED&digest=sha256%3Aaa"},
      {"https://h/t?service=x&scope=repository%3Aa%3Apull",
       "https://h/t?scope=repository%3Aa%3Apull&service=x"},
      {"https://me:s3cret@h:1/a", "https://***@h:1/a"},
      {"https://s3cret@h/a#f", "https://***@h/a"},
      {"https://h?X-Amz-Signature=s3cret", "https://h?X-Amz-Signature=REDACTED"},
      {"https://h/a@b", "https://h/a@b"},
      {"no URL", "no URL"}};
  for (const auto& [text, shown] : cases) CHECK(RedactUrl(text) == shown);
}

TEST_CASE("ResolveUrl") {
  const struct {
    const char* reference;
    const char* result;
  } cases[] = {{"https://other/x", "https://other/x"},
               {"//other/x", "http://other/x"},
               {"/x?y=1", "http://h:1/x?y=1"},
               {"c", "http://h:1/a/c"},
               {"../c?x=..", "http://h:1/c?x=.."},
               {"./c/./d/..", "http://h:1/a/c/"},
               {"/../../c", "http://h:1/c"},
               {"..", "http://h:1/"},
               {"?x", "http://h:1/a/b?x"},
               {"/x#f", "http://h:1/x"}};
  for (const auto& c : cases) {
    CAPTURE(c.reference);
    CHECK(ResolveUrl("http://h:1/a/b?q", c.reference) == c.result);
  }
  CHECK_FALSE(ResolveUrl("http://h/", "gopher://x/").has_value());
}

TEST_CASE("PercentEncode keeps only what every URL may hold") {
  CHECK(PercentEncode("aZ09-_.~") == "aZ09-_.~");
  CHECK(PercentEncode("sha256:a/b c&\xC3\xA4") == "sha256%3Aa%2Fb%20c%26%C3%A4");
}

}  // namespace pkgrepo::net
