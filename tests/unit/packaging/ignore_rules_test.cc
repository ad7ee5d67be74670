#include "packaging/ignore_rules.h"

#include <doctest/doctest.h>

namespace pkgrepo::packaging {
namespace {

TEST_CASE("The default list knows what editors, tools and file systems leave") {
  const IgnoreRules rules;
  for (const char* path :
       {"a~", "config/a.yaml~", "#a#", ".#a.yaml", "config/.a.yaml.swp", ".a.swo", ".DS_Store", "x/._a",
        "Thumbs.db", ".git", ".git/config", "x/.hg/y", ".svn", ".vendir-tmp-123/key",
        ".imgpkg/.images.yml.42.0.tmp", ".imgpkgignore", ".nfs0001"}) {
    CAPTURE(path);
    CHECK(rules.Ignores(path, false));
  }
  for (const char* path :
       {"a", "a~b", "#a", "a#", ".gitignore", ".github/x", "a.swp", "a.tmp", ".imgpkg/images.yml",
        "vendir.yml", "docs/.imgpkgignore", ".helmignore", "gr\xc3\xbcn", "\xe9~x"}) {
    CAPTURE(path);
    CHECK_FALSE(rules.Ignores(path, false));
  }
}

TEST_CASE("Patterns are those of .gitignore") {
  const struct {
    const char* patterns;
    const char* path;
    bool is_directory;
    bool ignored;
  } cases[] = {
      {"*.bak", "a.bak", false, true},
      {"*.bak", "x/y/a.bak", false, true},
      {"*.bak", "a.bak/inside", false, true},
      {"# a\n\n*.bak  \r\n", "a.bak", false, true},
      {"\\#a", "#a", false, true},
      {"\\!a", "!a", false, true},
      {"a\\ ", "a ", false, true},
      {"/notes", "notes", false, true},
      {"/notes", "x/notes", false, false},
      {"x/notes", "x/notes", false, true},
      {"x/notes", "y/x/notes", false, false},
      {"notes/", "notes", false, false},
      {"notes/", "notes", true, true},
      {"notes/", "notes/a", false, true},
      {"x/notes/", "x/notes/a", false, true},
      {"**/notes", "a/b/notes", false, true},
      {"a/**/b", "a/b", false, true},
      {"a/**/b", "a/x/y/b", false, true},
      {"a/**", "a/x/y", false, true},
      {"a/*", "a/x", false, true},
      {"*", "a/x", false, true},
      {"*.bak\n!keep.bak", "x/keep.bak", false, false},
      {"*.bak\n!keep.bak", "other.bak", false, true},
      {"x\n!x/a", "x/a", false, true},
      {"!a~", "a~", false, false},
      {"a?c", "abc", false, true},
      {"a[!b]c", "axc", false, true},
      {"a[!b]c", "abc", false, false},
      {"a[^b]c", "abc", false, false},
      {"a[bc]", "ac", false, true},
      {"{a,b}", "a", false, false},
      {"{a,b}", "{a,b}", false, true},
      {"/", "a", false, false},
  };
  for (const auto& c : cases) {
    CAPTURE(c.patterns);
    CAPTURE(c.path);
    IgnoreRules rules;
    rules.Add("f", c.patterns);
    CHECK(rules.Ignores(c.path, c.is_directory) == c.ignored);
  }
}

TEST_CASE("A malformed pattern is named") {
  IgnoreRules rules;
  rules.Add("bundle/.imgpkgignore", "ok\nab[\n");
  try {
    rules.Ignores("abc", false);
    FAIL("taken");
  } catch (const Error& error) {
    CHECK(error.position().ToString() == "bundle/.imgpkgignore:2");
  }
}

TEST_CASE("Patterns are UTF-8") {
  IgnoreRules rules;
  try {
    rules.Add("bundle/.imgpkgignore", "ok\n# \xff\n");
    FAIL("taken");
  } catch (const Error& error) {
    CHECK(error.Render() == "bundle/.imgpkgignore:2: the pattern is not valid UTF-8\n");
  }
}

}  // namespace
}  // namespace pkgrepo::packaging
