#include "go/semver.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

using Texts = std::vector<std::string>;

TEST_CASE("versions are ordered as semver.org says, and by build metadata") {
  const Texts ascending = {"0.9.0",         "1.0.0-2",
                           "1.0.0-10",      "1.0.0-alpha",
                           "1.0.0-alpha.1", "1.0.0-rc.9.1",
                           "1.0.0-rc.10",   "1.0.0",
                           "1.0.0+2",       "1.0.0+10",
                           "1.0.0+1a",      "1.0.1",
                           "1.10.0",        "18446744073709551615.0.0"};
  for (size_t i = 0; i < ascending.size(); ++i) {
    for (size_t j = 0; j < ascending.size(); ++j) {
      CAPTURE(ascending[i]);
      CAPTURE(ascending[j]);
      CHECK((SemanticVersion::Parse(ascending[i]) < SemanticVersion::Parse(ascending[j])) == (i < j));
    }
  }
}

TEST_CASE("what is no version says why") {
  const std::pair<const char*, const char*> cases[] = {
      {"", "Version string empty"},
      {"1.0", "No Major.Minor.Patch elements found"},
      {"01.0.0", "Major number must not contain leading zeroes \"01\""},
      {"1.a.0", "Invalid character(s) found in minor number \"a\""},
      {"1.\xc3\xa9\a.0", "Invalid character(s) found in minor number \"\xc3\xa9\\a\""},
      {"1.0.0.0", "Invalid character(s) found in patch number \"0.0\""},
      {"1..0", "strconv.ParseUint: parsing \"\": invalid syntax"},
      {"99999999999999999999.0.0", "strconv.ParseUint: parsing \"99999999999999999999\": value out of range"},
      {"1.0.0-", "PreRelease is empty"},
      {"1.0.0-01", "Numeric PreRelease version must not contain leading zeroes \"01\""},
      {"1.0.0-a_b", "Invalid character(s) found in PreRelease \"a_b\""},
      {"1.0.0+", "BuildMeta is empty"},
      {"1.0.0+18446744073709551616",
       "strconv.ParseUint: parsing \"18446744073709551616\": value out of range"},
  };
  for (auto [text, message] : cases) {
    CAPTURE(text);
    CHECK_THROWS_WITH_AS(SemanticVersion::Parse(text), message, Error);
  }
}

TEST_CASE("ranges") {
  struct Case {
    const char* range;
    Texts fitting;
  };
  const Texts all = {"1.0.0", "1.2.3", "2.0.0", "2.1.0", "2.1.5", "3.0.0"};
  const Case cases[] = {
      {">=1.0.0 <2.0.0 || >2.1.5", {"1.0.0", "1.2.3", "3.0.0"}},
      {">= 2.0.0", {"2.0.0", "2.1.0", "2.1.5", "3.0.0"}},
      {"2.0.0", {"2.0.0"}},
      {"==2.0.0", {"2.0.0"}},
      {"!2.0.0", {"1.0.0", "1.2.3", "2.1.0", "2.1.5", "3.0.0"}},
      {"2.x", {"2.0.0", "2.1.0", "2.1.5"}},
      {"2.1.x", {"2.1.0", "2.1.5"}},
      {">2.x", {"3.0.0"}},
      {"<=2.x", {"1.0.0", "1.2.3", "2.0.0", "2.1.0", "2.1.5"}},
      {"<2.x", {"1.0.0", "1.2.3"}},
      {"!2.x", {}},
      {"1.x || 3.x", {"1.0.0", "1.2.3", "3.0.0"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.range);
    CHECK(SortVersions(all, {.constraints = c.range}) == c.fitting);
  }
}

TEST_CASE("what is no range says why") {
  const std::pair<const char*, const char*> cases[] = {
      {"^1.2.0", "Could not parse Range \"^1.2.0\": Could not parse comparator \"^\" in \"^1.2.0\""},
      {">2",
       "Could not parse Range \">2\": Could not parse version \"2\" in \">2\": No Major.Minor.Patch elements "
       "found"},
      {"1.x.x||",
       "Could not parse Range \">=1.0||.0\": Could not parse version \"1.0||.0\" in \">=1.0||.0\": Invalid "
       "character(s) found in minor number \"0||\""},
      {"foo", "Could not get version from string: \"foo\""},
      {"1.x.3", "Could not get version from string: \"<\""},
      {"|| 1.0.0", "First element in range is '||'"},
      {"1.0.0 ||", "Last element in range is '||'"},
      {"*", "Last element in range is '||'"},
  };
  for (auto [text, message] : cases) {
    CAPTURE(text);
    CHECK_THROWS_WITH_AS(VersionRange::Parse(text), message, Error);
  }
}

TEST_CASE("selection passes over what is no version and keeps the spelling") {
  CHECK(SortVersions({"v1.10.0", "latest", "1.2.0", "v1.0", "V1.0.0"}, {}) == Texts{"1.2.0", "v1.10.0"});
  CHECK(SelectHighestVersion({"v1.2.0", "v1.10.0", "v2.0.0-rc.1"}, {}) == "v1.10.0");
  CHECK(SelectHighestVersion({"1.0.0", "v1.0.0"}, {}) == "v1.0.0");
}

TEST_CASE("prereleases count only if asked for, and by their words") {
  const Texts all = {"1.0.0-rc.1", "1.0.0-beta", "1.0.0-alpha.rc", "0.9.0"};
  CHECK(SortVersions(all, {}) == Texts{"0.9.0"});
  CHECK(SortVersions(all, {.prereleases = true}) ==
        Texts{"0.9.0", "1.0.0-alpha.rc", "1.0.0-beta", "1.0.0-rc.1"});
  CHECK(SortVersions(all, {.prereleases = true, .prerelease_identifiers = {"rc"}}) ==
        Texts{"0.9.0", "1.0.0-alpha.rc", "1.0.0-rc.1"});
}

TEST_CASE("a selection says what it was about") {
  CHECK_THROWS_WITH_AS(SelectHighestVersion({"1.0.0"}, {.constraints = "x"}),
                       "Selecting versions: Parsing version constraint 'x': Last element in range is '||'",
                       Error);
}

TEST_CASE("none left tells how many each filter left") {
  CHECK_THROWS_WITH_AS(SelectHighestVersion({"1.0.0", "1.0.0-rc", "x"}, {.constraints = ">2.0.0"}),
                       "Expected to find at least one version, but did not (details: all=2 -> "
                       "after-prereleases-filter=1 -> after-constraints-filter=0)",
                       Error);
}

}  // namespace
}  // namespace pkgrepo::go
