// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/url_escape.h"

#include <doctest/doctest.h>

#include <string_view>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

using namespace std::literals;

TEST_CASE("Texts are escaped as url.QueryEscape and url.PathEscape do it") {
  struct Row {
    std::string_view text, query, path;
  };
  constexpr Row kRows[] = {
      {"", "", ""},
      {"a b", "a+b", "a%20b"},
      {"a+b", "a%2Bb", "a+b"},
      {"a/b?c=d&e#f", "a%2Fb%3Fc%3Dd%26e%23f", "a%2Fb%3Fc=d&e%23f"},
      {"~-_.", "~-_.", "~-_."},
      {"!*'()", "%21%2A%27%28%29", "%21%2A%27%28%29"},
      {";,:@", "%3B%2C%3A%40", "%3B%2C:@"},
      {"$&+=", "%24%26%2B%3D", "$&+="},
      {"%", "%25", "%25"},
      {"%41", "%2541", "%2541"},
      {"\xc3\xa9", "%C3%A9", "%C3%A9"},
      {"\xff", "%FF", "%FF"},
      {"\x00"sv, "%00", "%00"},
      {"\n", "%0A", "%0A"},
      {"\"<>|\\^`{}[]", "%22%3C%3E%7C%5C%5E%60%7B%7D%5B%5D", "%22%3C%3E%7C%5C%5E%60%7B%7D%5B%5D"},
      {"\xe6\x97\xa5\xe6\x9c\xac", "%E6%97%A5%E6%9C%AC", "%E6%97%A5%E6%9C%AC"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.query);
    CHECK(EscapeUrl(row.text, UrlPart::kQueryComponent) == row.query);
    CHECK(EscapeUrl(row.text, UrlPart::kPathSegment) == row.path);
  }
}

TEST_CASE("Texts are unescaped as url.QueryUnescape and url.PathUnescape do it") {
  struct Row {
    std::string_view text, query, path;
    const char* error;
  };
  constexpr Row kRows[] = {
      {"", "", "", ""},
      {"a+b", "a b", "a+b", ""},
      {"a%20b", "a b", "a b", ""},
      {"%2F%2f", "//", "//", ""},
      {"%e2%82%ac", "\xe2\x82\xac", "\xe2\x82\xac", ""},
      {"%E4", "\xe4", "\xe4", ""},
      {"%00", "\x00"sv, "\x00"sv, ""},
      {"100%", "", "", "invalid URL escape \"%\""},
      {"%", "", "", "invalid URL escape \"%\""},
      {"%4", "", "", "invalid URL escape \"%4\""},
      {"%zz", "", "", "invalid URL escape \"%zz\""},
      {"%4g1", "", "", "invalid URL escape \"%4g\""},
      {"a%2", "", "", "invalid URL escape \"%2\""},
      {"%%41", "", "", "invalid URL escape \"%%4\""},
      {"a b", "a b", "a b", ""},
      {"\xc3\xa9", "\xc3\xa9", "\xc3\xa9", ""},
      {"\xff", "\xff", "\xff", ""},
      {"%2B+", "+ ", "++", ""},
      {"%25", "%", "%", ""},
      {"x%zzy%", "", "", "invalid URL escape \"%zz\""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    if (*row.error == '\0') {
      CHECK(UnescapeUrl(row.text, UrlPart::kQueryComponent) == row.query);
      CHECK(UnescapeUrl(row.text, UrlPart::kPathSegment) == row.path);
    } else {
      CHECK_THROWS_WITH_AS(UnescapeUrl(row.text, UrlPart::kQueryComponent), row.error, Error);
      CHECK_THROWS_WITH_AS(UnescapeUrl(row.text, UrlPart::kPathSegment), row.error, Error);
    }
  }
}

}  // namespace
}  // namespace pkgrepo::go
