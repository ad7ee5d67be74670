#include "packaging/content_cache.h"

#include <doctest/doctest.h>

#include "base/temp_dir.h"

namespace pkgrepo::packaging {
namespace {

// A disk that tells which files were read.
class WatchedDisk : public RealFileSystem {
 public:
  std::string ReadFile(const std::string& path) const override {
    ++reads;
    return RealFileSystem::ReadFile(path);
  }
  mutable int reads = 0;
};

TEST_CASE("What was not touched is not read again") {
  const TempDir folder;
  WatchedDisk disk;
  const std::string file = JoinPath(folder.path(), "a\nb");
  const std::string list = JoinPath(folder.path(), "contents.list");
  disk.WriteFile(file, "one");
  {
    ContentCache contents(disk);
    contents.Load(list);
    disk.SetModificationTime(file, 1000000000);
    CHECK(contents.Of(file) == Digest::Of("one"));
    contents.Save(list);
  }
  const auto look = [&] {
    ContentCache contents(disk);
    contents.Load(list);
    disk.reads = 0;
    return contents.Of(file);
  };
  CHECK(look() == Digest::Of("one"));
  CHECK(disk.reads == 0);

  SUBCASE("Other content of the same size at the same time") {
    disk.WriteFile(file, "two");
    disk.SetModificationTime(file, 1000000000);
    CHECK(look() == Digest::Of("two"));
    CHECK(disk.reads == 1);
  }
  SUBCASE("The file was touched, and the list told to leave it out") {
    ContentCache contents(disk);
    contents.Load(list);
    CHECK(contents.Of(file) == Digest::Of("one"));
    disk.SetModificationTime(file, 2000000000);
    contents.Forget(file);
    contents.Save(list);
    CHECK(look() == Digest::Of("one"));
    CHECK(disk.reads == 1);
  }
  SUBCASE("A list that is damaged") {
    disk.WriteFile(list, "1 2 three four\n");
    CHECK(look() == Digest::Of("one"));
    CHECK(disk.reads == 1);
  }
  SUBCASE("A folder's content are its names") {
    CHECK(ContentCache(disk).Of(folder.path()) == Digest::Of("a\nb\ncontents.list\n"));
  }
  SUBCASE("Nothing there") { CHECK_FALSE(ContentCache(disk).Of(JoinPath(folder.path(), "none"))); }
}

}  // namespace
}  // namespace pkgrepo::packaging
