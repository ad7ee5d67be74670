#include "cache/local_store.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.h"
#include "base/temp_dir.h"
#include "base/thread_pool.h"

namespace pkgrepo::cache {
namespace {

constexpr uint64_t kBlock = 4096;

bool AllAreWhole(const Digest& /*action*/, std::string_view /*bytes*/) { return true; }

std::string PathOf(const std::string& directory, Kind kind, const Digest& digest) {
  return JoinPath(directory, NameOf(kind) + "/" + digest.hex().substr(0, 2) + "/" + digest.hex());
}

TEST_CASE("What was put is there") {
  const TempDir folder;
  LocalStore store(folder.path());
  const Digest one = Digest::Of("one");
  CHECK_FALSE(store.Get(Kind::kContent, one, 100));
  store.Put(Kind::kContent, one, "one");
  store.Put(Kind::kResult, one, "a result");
  CHECK(store.Get(Kind::kContent, one, 100) == "one");
  CHECK(store.Get(Kind::kResult, one, 100) == "a result");
  CHECK_FALSE(store.Get(Kind::kContent, one, 2));  // too large
  CHECK(store.Count(Kind::kContent).files == 1);
  CHECK(store.Count(Kind::kResult).bytes == kBlock);
}

TEST_CASE("A result is replaced") {
  const TempDir folder;
  LocalStore store(folder.path());
  store.Put(Kind::kResult, Digest::Of("action"), "first");
  store.Put(Kind::kResult, Digest::Of("action"), "later");
  CHECK(store.Get(Kind::kResult, Digest::Of("action"), 100) == "later");
}

TEST_CASE("Damaged content is not there, and is removed") {
  const TempDir folder;
  LocalStore store(folder.path());
  RealFileSystem disk;
  const Digest one = Digest::Of("one");
  const std::string path = PathOf(folder.path(), Kind::kContent, one);
  store.Put(Kind::kContent, one, "one");
  disk.WriteFile(path, "two");
  SUBCASE("when it is asked for") {
    CHECK_FALSE(store.Get(Kind::kContent, one, 100));
    CHECK_FALSE(disk.IsFile(path));
    store.Put(Kind::kContent, one, "one");
    CHECK(store.Get(Kind::kContent, one, 100) == "one");
  }
  SUBCASE("when all is looked at") {
    CHECK(store.RemoveDamaged(&AllAreWhole) == std::vector<std::string>{path});
    CHECK(store.RemoveDamaged(&AllAreWhole).empty());
  }
}

TEST_CASE("What is no result is removed") {
  const TempDir folder;
  LocalStore store(folder.path());
  const Digest one = Digest::Of("one");
  store.Put(Kind::kResult, one, "a result");
  const auto is_result = [&](const Digest& action, std::string_view bytes) {
    return action == one && bytes == "a result";
  };
  CHECK(store.RemoveDamaged(is_result).empty());
  store.Put(Kind::kResult, one, "no result");
  CHECK(store.RemoveDamaged(is_result) ==
        std::vector<std::string>{PathOf(folder.path(), Kind::kResult, one)});
}

TEST_CASE("What was unused for longest goes first, and nothing else than what was put") {
  const TempDir folder;
  LocalStore store(folder.path());
  RealFileSystem disk;
  const Digest old = Digest::Of("older");
  const Digest used = Digest::Of("newer");
  for (const Digest& digest : {old, used})
    store.Put(Kind::kContent, digest, digest == old ? "older" : "newer");
  disk.SetModificationTime(PathOf(folder.path(), Kind::kContent, old), 1'000'000'000);
  disk.SetModificationTime(PathOf(folder.path(), Kind::kContent, used), 2'000'000'000);
  const std::string stranger = JoinPath(folder.path(), "cas/notes/todo");
  const std::string left = JoinPath(folder.path(), "cas/ab/.x.1.tmp");
  disk.WriteFile(stranger, "mine");
  disk.WriteFile(left, "half");
  disk.SetModificationTime(left, 1'000'000'000);

  SUBCASE("by when it was written") {
    const LocalStore::Usage removed = store.Trim(kBlock);
    CHECK(removed.files == 1);
    CHECK(removed.bytes == kBlock);
    CHECK_FALSE(store.Get(Kind::kContent, old, 100));
    CHECK(store.Get(Kind::kContent, used, 100) == "newer");
  }
  SUBCASE("by when it was last read") {
    CHECK(store.Get(Kind::kContent, old, 100) == "older");
    store.Trim(kBlock);
    CHECK(store.Get(Kind::kContent, old, 100) == "older");
  }
  SUBCASE("all of it") { CHECK(store.Trim(0).files == 2); }
  if (disk.IsFile(left)) store.Trim(0);
  CHECK(disk.ReadFile(stranger) == "mine");
  CHECK_FALSE(disk.IsFile(left));
}

TEST_CASE("A store does not grow beyond its limit for long") {
  const TempDir folder;
  LocalStore store(folder.path(), 10 * kBlock);
  for (int i = 0; i < 40; ++i) {
    const std::string content(1'000, static_cast<char>('0' + i));
    store.Put(Kind::kContent, Digest::Of(content), content);
  }
  CHECK(store.Count(Kind::kContent).bytes <= 10 * kBlock);
  CHECK(store.Count(Kind::kContent).files > 0);
}

TEST_CASE("All is looked at seldom while a large store fills") {
  const TempDir folder;
  const uint64_t limit = 1'000 * kBlock;
  LocalStore store(folder.path(), limit);
  uint64_t most = 0;
  for (int i = 0; i < 1'500; ++i) {
    const std::string content = std::to_string(i);
    store.Put(Kind::kContent, Digest::Of(content), content);
    if (i % 20 == 0) most = std::max(most, store.Count(Kind::kContent).bytes);
  }
  CHECK(most > limit / 10 * 9);
  CHECK(most < limit / 10 * 11);
}

TEST_CASE("Any number of processes put, look and make room at the same time") {
  const TempDir folder;
  const uint64_t limit = 30 * kBlock;
  ThreadPool pool(8);
  for (int worker = 0; worker < 8; ++worker) {
    pool.Run([&folder, limit, worker] {
      LocalStore store(folder.path(), limit);
      for (int i = 0; i < 300; ++i) {
        const std::string content = std::to_string((i * 7 + worker) % 100);
        store.Put(Kind::kContent, Digest::Of(content), content);
        const std::optional<std::string> found = store.Get(Kind::kContent, Digest::Of(content), 100);
        if (found && *found != content) throw Error("found " + *found + " for " + content);
      }
    });
  }
  pool.Wait();
  LocalStore store(folder.path());
  CHECK(store.RemoveDamaged(&AllAreWhole).empty());
  CHECK(store.Count(Kind::kContent).bytes <= limit + 8 * kBlock);
}

TEST_CASE("A folder that cannot be written to") {
  const TempDir folder;
  RealFileSystem().WriteFile(JoinPath(folder.path(), "cas"), "a file");
  LocalStore store(folder.path());
  CHECK_THROWS_AS(store.Put(Kind::kContent, Digest::Of("one"), "one"), Error);
  CHECK_FALSE(store.Get(Kind::kContent, Digest::Of("one"), 100));
}

}  // namespace
}  // namespace pkgrepo::cache
