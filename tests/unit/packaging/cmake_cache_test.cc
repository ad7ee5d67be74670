#include "packaging/cmake_cache.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

TEST_CASE("Entries are found by their whole name") {
  MemoryFileSystem files;
  files.WriteFile("/b/CMakeCache.txt", "# comment\nHOMES:PATH=/no\nHOME:INTERNAL=/a=b\nEMPTY:STRING=\n");
  const CMakeCache cache("/b", files);
  CHECK(cache.Get("HOME") == "/a=b");
  CHECK(cache.Get("EMPTY").empty());
  CHECK_THROWS_WITH_AS(cache.Get("OTHER"), "it has no entry OTHER", Error);
}

TEST_CASE("What CMake has not configured is refused") {
  CHECK_THROWS_WITH_AS(CMakeCache("/b", MemoryFileSystem()),
                       "'/b' is no build tree: it has no CMakeCache.txt", Error);
}

}  // namespace
}  // namespace pkgrepo::packaging
