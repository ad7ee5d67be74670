#include "base/file_lock.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "base/file_system.h"
#include "base/temp_dir.h"
#include <doctest/doctest.h>

namespace pkgrepo {
namespace {

TEST_CASE("A folder is held by one at a time, and nothing is left in it") {
  const TempDir folder;
  std::optional<FileLock> first = FileLock::OfFolder(folder.path());
  REQUIRE(first);
  std::atomic<bool> is_released = false;
  bool was_released = false;
  std::thread second([&] {
    const auto lock = FileLock::OfFolder(folder.path());
    was_released = lock.has_value() && is_released;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  is_released = true;
  first.reset();
  second.join();
  CHECK(was_released);
  CHECK(RealFileSystem().ListDirectory(folder.path()).empty());
}

TEST_CASE("A folder that is missing, or none, is not held") {
  const TempDir folder;
  CHECK_FALSE(FileLock::OfFolder(JoinPath(folder.path(), "missing")));
  RealFileSystem().WriteFileIfChanged(JoinPath(folder.path(), "file"), "");
  CHECK_FALSE(FileLock::OfFolder(JoinPath(folder.path(), "file")));
}

}  // namespace
}  // namespace pkgrepo
