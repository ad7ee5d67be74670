#include "packaging/shards.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/temp_dir.h"

namespace pkgrepo::packaging {
namespace {

TEST_CASE("Which part a build is for") {
  const Shard shard = ParseShard("shard", "2/15 3f8a\n");
  CHECK(shard.part == 2);
  CHECK(shard.parts == 15);
  CHECK(shard.split == "3f8a");
  for (const char* text : {"", "2", "2/15", "2/15 ", "2/15 \n", "0/2 3f8a", "3/2 3f8a", "-1/2 3f8a", "2 15 3f8a", "2/15:3f8a",
                           "99999999999/2 3f8a", "a/b c"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(ParseShard("shard", text), Error);
  }
}

TEST_CASE("Parts that fit together, and all of them") {
  const TempDir folder;
  RealFileSystem disk;
  const auto build = [&](const std::string& name, const std::string& text) {
    const std::string path = JoinPath(folder.path(), name);
    disk.WriteFile(JoinPath(path, "carvel/shard"), text);
    return path;
  };
  const std::string first = build("one", "1/2 3f8a\n");
  const std::string second = build("two", "2/2 3f8a\n");
  CHECK(RequireAllShards({first, second}, disk).parts == 2);
  CHECK(RequireAllShards({second, first, second}, disk).split == "3f8a");
  CHECK_THROWS_WITH_AS(RequireAllShards({second}, disk), doctest::Contains("no build folder is for part 1/2"), Error);
  for (const char* other : {"2/2 90b1\n", "2/3 3f8a\n"}) {
    CAPTURE(other);
    CHECK_THROWS_WITH_AS(RequireAllShards({first, second, build("other", other)}, disk), doctest::Contains("tested by nobody"),
                         Error);
  }
  CHECK_THROWS_WITH_AS(RequireAllShards({first, folder.path()}, disk), doctest::Contains("it has no carvel/shard"), Error);
}

}  // namespace
}  // namespace pkgrepo::packaging
