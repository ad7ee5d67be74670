// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/url_parts.h"

#include <doctest/doctest.h>

#include <string_view>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

using namespace std::literals;

TEST_CASE("URLs are taken apart and put together as url.Parse and URL.String do it") {
  struct Row {
    std::string_view text, printed, host_name;
    const char* error;
  };
  constexpr Row kRows[] = {
      {"", "", "", ""},
      {"/", "/", "", ""},
      {"a", "a", "", ""},
      {"a/b", "a/b", "", ""},
      {"http://h", "http://h", "h", ""},
      {"http://h/", "http://h/", "h", ""},
      {"HTTP://Host:80/a%2fb?x=1#f", "http://Host:80/a%2fb?x=1#f", "Host", ""},
      {"http://user:p%40ss@h:8080/p?q#frag%20x", "http://user:p%40ss@h:8080/p?q#frag%20x", "h", ""},
      {"http://u@h", "http://u@h", "h", ""},
      {"http://:p@h", "http://:p@h", "h", ""},
      {"http://u:@h", "http://u:@h", "h", ""},
      {"mailto:x@y.z", "mailto:x@y.z", "", ""},
      {"file:/a", "file:/a", "", ""},
      {"file:///a", "file:///a", "", ""},
      {"file://h/a", "file://h/a", "h", ""},
      {"//h/p", "//h/p", "h", ""},
      {"///p", "///p", "", ""},
      {"////p", "////p", "", ""},
      {"http:///p", "http:///p", "", ""},
      {"?q", "?q", "", ""},
      {"#f", "#f", "", ""},
      {"a?", "a?", "", ""},
      {"a#", "a", "", ""},
      {"a?b?c#d#e", "a?b?c#d%23e", "", ""},
      {"http://[::1]:80/", "http://[::1]:80/", "::1", ""},
      {"http://[fe80::1%25eth0]/", "http://[fe80::1%25eth0]/", "fe80::1%eth0", ""},
      {"http://[fe80::1%25e%20h]:1/", "http://[fe80::1%25e%20h]:1/", "fe80::1%e h", ""},
      {"http://[::1", "", "", "parse \"http://[::1\": missing ']' in host"},
      {"http://[::1]x", "", "", "parse \"http://[::1]x\": invalid port \"x\" after host"},
      {"http://[::1]:x", "", "", "parse \"http://[::1]:x\": invalid port \":x\" after host"},
      {"http://h:", "http://h:", "h", ""},
      {"http://h:80a", "", "", "parse \"http://h:80a\": invalid port \":80a\" after host"},
      {"http://h:-1", "", "", "parse \"http://h:-1\": invalid port \":-1\" after host"},
      {"http://h:1:2", "http://h:1:2", "h:1", ""},
      {"http://a b/", "", "", "parse \"http://a b/\": invalid character \" \" in host name"},
      {"http://a%20b/", "", "", "parse \"http://a%20b/\": invalid URL escape \"%20\""},
      {"http://a%zz/", "", "", "parse \"http://a%zz/\": invalid URL escape \"%zz\""},
      {"http://\xc3\xa9/", "http://%C3%A9/", "\xc3\xa9", ""},
      {"http://%41/", "", "", "parse \"http://%41/\": invalid URL escape \"%41\""},
      {"http://%e4/", "http://%E4/", "\xe4", ""},
      {"http://h\\/", "", "", "parse \"http://h\\\\/\": invalid character \"\\\\\" in host name"},
      {"http://h\"/", "http://h\"/", "h\"", ""},
      {"http://<h>/", "http://<h>/", "<h>", ""},
      {"http://u v@h/", "", "", "parse \"http://u v@h/\": net/url: invalid userinfo"},
      {"http://u%zz@h/", "", "", "parse \"http://u%zz@h/\": invalid URL escape \"%zz\""},
      {"a:b", "a:b", "", ""},
      {"1:b", "", "", "parse \"1:b\": first path segment in URL cannot contain colon"},
      {":b", "", "", "parse \":b\": missing protocol scheme"},
      {"a/b:c", "a/b:c", "", ""},
      {"./a:b", "./a:b", "", ""},
      {"a b", "a%20b", "", ""},
      {"http://h/a b", "http://h/a%20b", "h", ""},
      {"http://h/\xc3\xa9", "http://h/%C3%A9", "h", ""},
      {"http://h/%C3%A9", "http://h/%C3%A9", "h", ""},
      {"http://h/%c3%a9", "http://h/%c3%a9", "h", ""},
      {"http://h/%", "", "", "parse \"http://h/%\": invalid URL escape \"%\""},
      {"http://h/%zz", "", "", "parse \"http://h/%zz\": invalid URL escape \"%zz\""},
      {"http://h/*", "http://h/*", "h", ""},
      {"*", "*", "", ""},
      {"http://h/[x]", "http://h/[x]", "h", ""},
      {"http://h/a|b", "http://h/a%7Cb", "h", ""},
      {"http://h/a%7Cb", "http://h/a%7Cb", "h", ""},
      {"http://h/a;b,c=d:e@f", "http://h/a;b,c=d:e@f", "h", ""},
      {"http://h?a b", "http://h?a b", "h", ""},
      {"http://h?%zz", "http://h?%zz", "h", ""},
      {"http://h#%zz", "", "", "parse \"http://h#%zz\": invalid URL escape \"%zz\""},
      {"http://h#a b", "http://h#a%20b", "h", ""},
      {"http://h#a%20b", "http://h#a%20b", "h", ""},
      {"http://h/\x7f", "", "", "parse \"http://h/\\x7f\": net/url: invalid control character in URL"},
      {"http://h/\n", "", "", "parse \"http://h/\\n\": net/url: invalid control character in URL"},
      {"\x00"sv, "", "", "parse \"\\x00\": net/url: invalid control character in URL"},
      {"http://h/\xff", "http://h/%FF", "h", ""},
      {"x+y-1.z://h", "x+y-1.z://h", "h", ""},
      {"x_y://h", "", "", "parse \"x_y://h\": first path segment in URL cannot contain colon"},
      {"http://u:p@[::1]:8/a", "http://u:p@[::1]:8/a", "::1", ""},
      {"http://h/a//b/../c", "http://h/a//b/../c", "h", ""},
      {"http:a", "http:a", "", ""},
      {"http:?q", "http:?q", "", ""},
      {"http://h?#", "http://h?", "h", ""},
      {"http://u@@h", "http://u%40@h", "h", ""},
      {"https://h/%2F%252f", "https://h/%2F%252f", "h", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    if (*row.error == '\0') {
      const UrlParts parts = UrlParts::Parse(row.text);
      CHECK(parts.ToString() == row.printed);
      CHECK(parts.HostName() == row.host_name);
    } else {
      CHECK_THROWS_WITH_AS(UrlParts::Parse(row.text), row.error, Error);
    }
  }
}

TEST_CASE("The parts of a URL") {
  const UrlParts parts = UrlParts::Parse("HTTPS://u%40x:p@[::1]:80/a%2fb?q=1#f");
  CHECK(parts.scheme == "https");
  CHECK(parts.user->name == "u@x");
  CHECK(parts.user->password == "p");
  CHECK(parts.user->ToString() == "u%40x:p");
  CHECK(parts.host == "[::1]:80");
  CHECK(parts.path == "/a%2fb");
  CHECK(parts.query == "q=1");
  CHECK(parts.fragment == "f");
  CHECK(UrlParts::Parse("mailto:x@y.z").opaque == "x@y.z");
}

}  // namespace
}  // namespace pkgrepo::go
