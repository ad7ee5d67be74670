#include "go/glob.h"

#include <doctest/doctest.h>

#include <string>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

struct Case {
  const char* pattern;
  const char* path;
  bool matches;
};

TEST_CASE("patterns match whole paths") {
  const Case cases[] = {
      {"a", "a", true},       {"a", "b", false},        {"a", "a/b", false},      {"*", "a.yml", true},
      {"*", ".hidden", true}, {"*", "a/b", false},      {"*.yml", "a.yml", true}, {"*.yml", "d/a.yml", false},
      {"d/*", "d/a", true},   {"d/*/a", "d/e/a", true}, {"d/*/a", "d/a", false},  {"?", "a", true},
      {"?", "ü", true},       {"?", "ab", false},       {"a*b*c", "a-b-c", true}, {"a*b*c", "a-b-d", false},
      {"a**", "a", true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.pattern);
    CAPTURE(c.path);
    CHECK(MatchGlob(c.pattern, c.path) == c.matches);
  }
}

TEST_CASE("** as a whole name spans folders, none included") {
  const Case cases[] = {
      {"**", "a/b/c", true},          {"**/a", "a", true},
      {"**/a", "b/c/a", true},        {"d/**", "d/a/b", true},
      {"d/**", "e/d/a", false},       {"d/**/a", "d/a", true},
      {"d/**/e/**/a", "d/e/a", true}, {"d/**/e/**/a", "d/x/e/y/a", true},
      {"d/**a", "d/x/a", false},      {"d/**a", "d/xa", true},
      {"**/*.yml", "a/b.yml", true},  {"**/e", "d/e/f", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.pattern);
    CAPTURE(c.path);
    CHECK(MatchGlob(c.pattern, c.path) == c.matches);
  }
}

TEST_CASE("classes, escapes and alternatives") {
  const Case cases[] = {
      {"[ab]", "b", true},      {"[a-c]x", "bx", true},       {"[^a]", "b", true},
      {"[^a]", "a", false},     {"[!a]", "b", false},         {"[z-a]", "m", false},
      {"a[[]b", "a[b", true},   {"a[x\\-z]b", "a-b", true},   {"a\\*b", "a*b", true},
      {"a\\*b", "axb", false},  {"{a,b}.yml", "b.yml", true}, {"{a,b}.yml", "c.yml", false},
      {"{a,d/a}", "d/a", true}, {"{a,{b,c}}", "c", true},     {"a{,b}{,c}", "ac", true},
      {"a{,b}", "a", true},     {"{d,x}/**", "x/y/a", true},  {"{d/**,b}", "d/e/f", true},
      {"\\{a\\}", "{a}", true}, {"a,b", "a,b", true},         {"{a\\,b,c}", "a,b", true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.pattern);
    CAPTURE(c.path);
    CHECK(MatchGlob(c.pattern, c.path) == c.matches);
  }
}

TEST_CASE("a name that ends where one alternative goes on does not match, as in the original") {
  CHECK_FALSE(MatchGlob("{**/a,b}", "b"));
  CHECK(MatchGlob("{**/a,b}", "d/a"));
  CHECK_FALSE(MatchGlob("{**/a,b}", "d/e/a"));
}

TEST_CASE("a slash at the end asks for a name behind it, as in the original") {
  CHECK_FALSE(MatchGlob("a/", "a"));
  CHECK_FALSE(MatchGlob("*/", "a"));
  CHECK_FALSE(MatchGlob("{a,b}**/", "ab"));
  CHECK(MatchGlob("a/**", "a/b"));
}

TEST_CASE("malformed patterns are errors where matching comes to the fault") {
  for (const char* pattern : {"[a", "[]a]", "[a-]", "[^", "{a", "a\\", "[a\\"}) {
    CAPTURE(pattern);
    CHECK_THROWS_WITH_AS(MatchGlob(pattern, "ab"), "syntax error in pattern", Error);
  }
  CHECK_FALSE(MatchGlob("other/[a", "a/b"));
  // Not so behind "**", and groups with slashes are cut where the name ends.
  CHECK_FALSE(MatchGlob("**/[a", "a"));
  CHECK_FALSE(MatchGlob("**/{", "b"));
  CHECK_THROWS_WITH_AS(MatchGlob("?{a/b,c}", "b"), "syntax error in pattern", Error);
}

TEST_CASE("a pattern that explodes ends in an error") {
  std::string pattern;
  for (int i = 0; i < 40; ++i) pattern += "{*,*a}";
  CHECK_THROWS_AS(MatchGlob(pattern + "z", std::string(60, 'a')), Error);
}

}  // namespace
}  // namespace pkgrepo::go
