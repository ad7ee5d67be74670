#include "vendir/partial_sync.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "base/error.h"

namespace pkgrepo::vendir {
namespace {

Contents Inline(const std::string& path) {
  Contents contents;
  contents.path = path;
  contents.inline_source.emplace();
  contents.include_paths = {"*"};
  contents.new_root_path = "q";
  contents.permissions = 0700;
  return contents;
}

Config TwoDirectories() {
  Config config;
  config.minimum_required_version = "0.8.0";
  config.directories = {{"a", {Inline("x"), Inline("y")}, 0750}, {"b", {Inline("z")}, {}}};
  return config;
}

TEST_CASE("what is chosen stays in the config's order, in directories with nothing else") {
  Config selected = SelectContents(TwoDirectories(), {{"b/z", ""}, {"a/y", ""}});
  REQUIRE(selected.directories.size() == 2);
  REQUIRE(selected.directories[0].contents.size() == 1);
  CHECK(selected.directories[0].contents[0].path == "y");
  CHECK(selected.directories[0].permissions == 0750);
  CHECK(selected.minimum_required_version.empty());
}

TEST_CASE("a local folder replaces the source, root path and mode") {
  Config selected = SelectContents(TwoDirectories(), {{"a/x", "local"}});
  const Contents& contents = selected.directories[0].contents[0];
  CHECK(contents.directory->path == "local");
  CHECK_FALSE(contents.inline_source);
  CHECK(contents.include_paths == std::vector<std::string>{"*"});
  CHECK(contents.new_root_path.empty());
  CHECK_FALSE(contents.permissions);
}

TEST_CASE("unknown paths are errors") {
  CHECK_THROWS_WITH_AS(SelectContents(TwoDirectories(), {{"a", ""}}),
                       "Expected to match path 'a' once, but did not match any", Error);
  CHECK_THROWS_WITH_AS(
      SelectContents(TwoDirectories(), {{"a/q", "local"}}),
      "Overriding 'a/q' with local directory: Expected to match exactly one directory, but did not "
      "match any",
      Error);
}

TEST_CASE("~ is the home folder") {
  setenv("HOME", "/home/me", 1);
  CHECK(DirectoryOverride::Parse("a/x=~/src").local_directory == "/home/me/src");
  CHECK(DirectoryOverride::Parse("a/x=~").local_directory == "/home/me");
  CHECK(DirectoryOverride::Parse("a/x=b=c").local_directory == "b=c");
  CHECK(DirectoryOverride::Parse("a/x").path == "a/x");
}

}  // namespace
}  // namespace pkgrepo::vendir
