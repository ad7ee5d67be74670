// The table holds what Go 1.21.13 gave for the same tree.

#include "go/eval_symlinks.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pkgrepo::go {
namespace {

TEST_CASE("Links are followed as filepath.EvalSymlinks does it") {
  MemoryFileSystem disk;
  for (const char* file : {"d/f", "d/e/g"}) disk.WriteFile(file, "");
  disk.MakeDirectories("x");
  disk.WriteFile("/tree/d/f", "");
  constexpr std::pair<const char*, const char*> kLinks[] = {
      {"l", "d"},          {"x/up", "../d"}, {"ll", "l"},          {"loop1", "loop2"}, {"loop2", "loop1"},
      {"dead", "nowhere"}, {"self", "."},    {"le", "d/../d/./e"}, {"d/lf", "f"},      {"abs", "/tree/d"}};
  for (const auto& [link, target] : kLinks) disk.MakeSymlink(target, link);
  struct Row {
    const char* path;
    const char* resolved;
    const char* error;
  };
  constexpr Row kRows[] = {
      {"d/f", "d/f", ""},
      {"l/f", "d/f", ""},
      {"ll/e/g", "d/e/g", ""},
      {"x/up/f", "d/f", ""},
      {"x/../l", "d", ""},
      {"l/..", ".", ""},
      {"l/../x", "x", ""},
      {"x/up/../x", "x", ""},
      {"le/g", "d/e/g", ""},
      {"le/../f", "d/f", ""},
      {"self/self/l/f", "d/f", ""},
      {"./l", "d", ""},
      {"l/", "d", ""},
      {"l//f", "d/f", ""},
      {"d/lf", "d/f", ""},
      {"d/f/", "", "not a directory"},
      {"d/f/x", "", "not a directory"},
      {"dead", "", "lstat nowhere: no such file or directory"},
      {"dead/x", "", "lstat nowhere: no such file or directory"},
      {"loop1", "", "EvalSymlinks: too many links"},
      {"nope", "", "lstat nope: no such file or directory"},
      {"l/nope", "", "lstat d/nope: no such file or directory"},
      {"", ".", ""},
      {".", ".", ""},
      {"..", "..", ""},
      {"x/up/nope", "", "lstat x/../d/nope: no such file or directory"},
      {"abs/f", "/tree/d/f", ""},
      {"d/./e/../f", "d/f", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.path);
    if (*row.error == '\0') {
      CHECK(EvalSymlinks(disk, row.path) == row.resolved);
    } else {
      CHECK_THROWS_WITH_AS(EvalSymlinks(disk, row.path), row.error, Error);
    }
  }
}

}  // namespace
}  // namespace pkgrepo::go
