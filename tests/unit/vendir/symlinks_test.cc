#include "vendir/symlinks.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pkgrepo::vendir {
namespace {

TEST_CASE("links are followed as far as they lead") {
  MemoryFileSystem files;
  files.WriteFile("a/d/f", "x");
  files.MakeSymlink("d", "a/l");
  files.MakeSymlink("l/f", "a/m");
  files.MakeSymlink("../a/l/../d", "a/up");
  files.MakeSymlink("loop", "a/loop");
  CHECK(ResolveSymlinks(files, "a/m") == "a/d/f");
  CHECK(ResolveSymlinks(files, "a/up/f") == "a/d/f");
  CHECK(ResolveSymlinks(files, "./a//d/.") == "a/d");
  CHECK_THROWS_WITH_AS(ResolveSymlinks(files, "a/loop"), "EvalSymlinks: too many links", Error);
  CHECK_THROWS_WITH_AS(ResolveSymlinks(files, "a/d/f/g"), "not a directory", Error);
  CHECK_THROWS_WITH_AS(ResolveSymlinks(files, "a/no/g"), "lstat a/no: no such file or directory", Error);
}

TEST_CASE("links may lead anywhere within the directory and nowhere else") {
  const std::pair<const char*, bool> cases[] = {
      {"f", true}, {"../v/f", true},  {"d/../f", true}, {"d", true},
      {".", true}, {"../out", false}, {"../va", false},
  };
  for (auto [target, fine] : cases) {
    CAPTURE(target);
    MemoryFileSystem files;
    files.WriteFile("v/f", "x");
    files.WriteFile("v/d/g", "x");
    files.WriteFile("out", "x");
    files.WriteFile("va", "x");
    files.MakeSymlink(target, "v/link");
    if (fine) {
      CHECK_NOTHROW(CheckSymlinks(files, "v"));
    } else {
      CHECK_THROWS_AS(CheckSymlinks(files, "v"), Error);
    }
  }
}

TEST_CASE("the messages name the place") {
  MemoryFileSystem files;
  files.WriteFile("v/f", "x");
  files.WriteFile("out", "x");
  files.MakeSymlink("../out", "v/link");
  const std::string message =
      "Invalid symlink found to outside parent directory: \"" + AbsolutePath("out") + "\"";
  CHECK_THROWS_WITH_AS(CheckSymlinks(files, "v"), message.c_str(), Error);
  files.RemoveAll("v/link");
  files.MakeSymlink("gone", "v/link");
  CHECK_THROWS_WITH_AS(CheckSymlinks(files, "v"),
                       "Unable to resolve symlink: lstat v/gone: no such file or directory", Error);
}

}  // namespace
}  // namespace pkgrepo::vendir
