#include "vendir/file_filter.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pkgrepo::vendir {
namespace {

using Paths = std::vector<std::string>;

Paths FilesBelow(const FileSystem& files, const std::string& root) {
  Paths paths;
  for (const FileSystem::Entry& entry : files.Walk(root)) {
    if (!entry.info.is_directory()) paths.push_back(entry.path);
  }
  return paths;
}

void MakeFiles(FileSystem& files, const std::string& root, const Paths& paths) {
  for (const std::string& path : paths) files.WriteFile(JoinPath(root, path), path);
}

TEST_CASE("includes, excludes and legal files") {
  struct Case {
    Paths include;
    Paths exclude;
    std::optional<Paths> legal;
    Paths left;
  };
  const Case cases[] = {
      {{}, {}, {}, {".h", "LICENSE", "a.yml", "d/b.txt", "d/c.yml"}},
      {{"*.yml"}, {}, {}, {"LICENSE", "a.yml"}},
      {{"**/*.yml"}, {"d/**"}, {}, {"LICENSE", "a.yml"}},
      {{"/a.yml", "./d/c.yml"}, {}, Paths{}, {"a.yml", "d/c.yml"}},
      {{"d"}, {}, Paths{"d/b*"}, {"d/b.txt"}},
      {{}, {"**"}, {}, {"LICENSE"}},
      {{"../x/a.yml", "."}, {}, {}, {"LICENSE"}},
  };
  for (const Case& c : cases) {
    MemoryFileSystem files;
    MakeFiles(files, "x", {"a.yml", ".h", "LICENSE", "d/b.txt", "d/c.yml"});
    Contents contents;
    contents.include_paths = c.include;
    contents.exclude_paths = c.exclude;
    contents.legal_paths = c.legal;
    FilterFiles(files, "x", contents);
    CHECK(FilesBelow(files, "x") == c.left);
  }
}

TEST_CASE("the usual names of legal files") {
  MemoryFileSystem files;
  const Paths legal = {"COPYRIGHT",   "Copyright.md", "LICENCE",  "LICENSE.rst",
                       "License.txt", "NOTICE",       "Notice.md"};
  MakeFiles(files, "x", legal);
  MakeFiles(files, "x", {"COPYING", "LICENSE-MIT", "LICENSE.TXT", "copyright", "d/LICENSE"});
  Contents contents;
  contents.exclude_paths = {"**"};
  FilterFiles(files, "x", contents);
  CHECK(FilesBelow(files, "x") == legal);
}

TEST_CASE("folders without files go, and nothing left is an error") {
  MemoryFileSystem files;
  MakeFiles(files, "x", {"d/a.yml", "e/f/b.txt"});
  files.MakeDirectories("x/empty/er");
  Contents contents;
  contents.exclude_paths = {"**/*.txt"};
  FilterFiles(files, "x", contents);
  CHECK(files.ListDirectory("x") == Paths{"d"});
  contents.exclude_paths = {"**"};
  CHECK_THROWS_WITH_AS(FilterFiles(files, "x", contents),
                       "Expected to find at least one file within directory", Error);
  CHECK_THROWS_WITH_AS(FilterFiles(files, "y", contents), "lstat y: no such file or directory", Error);
}

TEST_CASE("a folder becomes the root") {
  MemoryFileSystem files;
  MakeFiles(files, "x", {"a", "d/e/f", "g/h"});
  ChangeRoot(files, "x", "/d/./e", "scratch");
  CHECK(FilesBelow(files, "x") == Paths{"f"});
  CHECK_FALSE(files.Stat("scratch"));
}

TEST_CASE("a root that is not there, or leads out") {
  MemoryFileSystem files;
  MakeFiles(files, "x", {"a", "d/e/f", "g/h"});
  MakeFiles(files, "out", {"secret"});
  files.MakeSymlink("../out", "x/link");
  CHECK_THROWS_WITH_AS(ChangeRoot(files, "x", "no", "s"),
                       "Expected directory 'no' (subpath) to exist (found other directories: d, g)", Error);
  CHECK_THROWS_WITH_AS(ChangeRoot(files, "x", "d/../../out", "s"), "Invalid path: d/../../out", Error);
  CHECK_THROWS_WITH_AS(ChangeRoot(files, "x", "link", "s"), "Invalid path: link", Error);
  CHECK(files.IsFile("out/secret"));
}

TEST_CASE("ignored files are kept, also over fetched ones") {
  MemoryFileSystem files;
  MakeFiles(files, "old", {"a.yml", "b.yml", "s/gen.txt"});
  files.WriteFile("new/a.yml", "fetched");
  files.WriteFile("new/b.yml", "fetched");
  KeepIgnored(files, "old", "new", {"a.yml", "**/gen.*"});
  CHECK(files.ReadFile("new/a.yml") == "a.yml");
  CHECK(files.ReadFile("new/b.yml") == "fetched");
  CHECK(files.ReadFile("new/s/gen.txt") == "s/gen.txt");
  CHECK_THROWS_WITH_AS(KeepIgnored(files, "old", "new", {"s"}),
                       "Moving source file 'old/s' to staging location 'new/s': old/s is not a regular file",
                       Error);
  CHECK_NOTHROW(KeepIgnored(files, "missing", "new", {"**"}));
}

}  // namespace
}  // namespace pkgrepo::vendir
