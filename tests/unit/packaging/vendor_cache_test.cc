#include "packaging/vendor_cache.h"

#include <doctest/doctest.h>

#include <sstream>

#include "base/temp_dir.h"
#include "cache/build_id.h"
#include "cache/local_store.h"

namespace pkgrepo::packaging {
namespace {

struct Place {
  TempDir folder;
  RealFileSystem disk;
  std::ostringstream messages;
  std::string vendored = JoinPath(folder.path(), "vendored");
  std::string store = JoinPath(folder.path(), "store");

  // A cache in `store`.
  cache::CacheAccess Access() {
    disk.WriteFile(JoinPath(folder.path(), "cache"), store + "\n");
    return cache::CacheAccess(JoinPath(folder.path(), "cache"), messages);
  }
};

TEST_CASE("What was fetched is found by what was asked for") {
  Place place;
  cache::CacheAccess access = place.Access();
  place.disk.WriteFile(JoinPath(place.vendored, "config/up/a.yaml"), "a: 1\n");
  place.disk.WriteFile(JoinPath(place.vendored, "config/up/run/go"), "go", kExecutableMode);
  place.disk.WriteFile(JoinPath(place.vendored, "file"), "alone");
  place.disk.WriteFile(JoinPath(place.vendored, "other"), "of the bundle");
  VendorCache cache(access, "key", {"config/up", "file"});
  CHECK_FALSE(cache.Restore(place.vendored, place.disk));
  cache.Keep(place.vendored, place.disk);

  place.disk.RemoveAll(JoinPath(place.vendored, "file"));
  place.disk.WriteFile(JoinPath(place.vendored, "config/up/old"), "of another revision");
  CHECK(VendorCache(access, "key", {"config/up", "file"}).Restore(place.vendored, place.disk));
  std::string found;
  for (const FileSystem::Entry& entry : place.disk.Walk(place.vendored)) {
    found += entry.path + (entry.info.is_file() && entry.info.is_executable() ? "* " : " ");
  }
  CHECK(found == "config config/up config/up/a.yaml config/up/run config/up/run/go* file other ");
  CHECK(place.disk.ReadFile(JoinPath(place.vendored, "file")) == "alone");

  CHECK_FALSE(VendorCache(access, "another key", {"config/up", "file"}).Restore(place.vendored, place.disk));
  CHECK_FALSE(VendorCache(access, "key", {"config/up"}).Restore(place.vendored, place.disk));
  CHECK_FALSE(VendorCache(access, "key", {"config/up", "file", "more"}).Restore(place.vendored, place.disk));
  CHECK(place.messages.str().empty());
}

TEST_CASE("What is more than plain files and their folders is not kept") {
  Place place;
  cache::CacheAccess access = place.Access();
  place.disk.WriteFile(JoinPath(place.vendored, "up/a.yaml"), "a: 1\n");
  SUBCASE("a link") { place.disk.MakeSymlink("a.yaml", JoinPath(place.vendored, "up/link")); }
  SUBCASE("an empty folder") { place.disk.MakeDirectories(JoinPath(place.vendored, "up/empty")); }
  VendorCache cache(access, "key", {"up"});
  cache.Keep(place.vendored, place.disk);
  CHECK_FALSE(cache.Restore(place.vendored, place.disk));
}

TEST_CASE("A cache cannot write elsewhere") {
  Place place;
  cache::CacheAccess access = place.Access();
  const cache::Command command{.arguments = {"pkgrepo", "vendir", "sync"},
                               .outputs = {"up"},
                               .properties = {{"pkgrepo", cache::BuildId()}}};
  cache::InputRoot inputs;
  inputs.AddText("vendir.yml", "key");
  cache::LocalStore store(place.store);
  for (const char* path : {"up/../../out", "../out", "/tmp/out", "upper/out", "up/./out", "up//out", ""}) {
    cache::ActionCache(store).Put(command, inputs, {{"up/in", "good"}, {path, "evil"}});
    CHECK_FALSE(VendorCache(access, "key", {"up"}).Restore(place.vendored, place.disk));
  }
  CHECK_FALSE(place.disk.Stat(place.vendored));
  cache::ActionCache(store).Put(command, inputs, {{"up/in", "good"}});
  CHECK(VendorCache(access, "key", {"up"}).Restore(place.vendored, place.disk));
}

}  // namespace
}  // namespace pkgrepo::packaging
