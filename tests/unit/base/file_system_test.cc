#include "base/file_system.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include "base/error.h"
#include "base/temp_dir.h"
#include "support/memory_file_system.h"

namespace pkgrepo {
namespace {

// What holds for every FileSystem, shown on the disk and in memory.
void ShowFileSystem(FileSystem& files, const std::string& root) {
  const std::string path = root + "/a/b.txt";
  files.WriteFile(path, "one\n");
  CHECK(files.ReadFile(path) == "one\n");
  CHECK(files.IsDirectory(root + "/a"));
  CHECK(files.Stat(path)->size == 4);
  CHECK_FALSE(files.Stat(root + "/absent"));

  CHECK_FALSE(files.WriteFileIfChanged(path, "one\n"));
  CHECK(files.WriteFileIfChanged(path, "two\n"));
  CHECK(files.ReadFile(path) == "two\n");

  files.WriteFile(root + "/a-z", "");
  files.WriteFile(root + "/a.b", "");
  files.MakeDirectories(root + "/empty");
  std::vector<std::string> walked;
  for (const FileSystem::Entry& entry : files.Walk(root)) walked.push_back(entry.path);
  CHECK(walked == std::vector<std::string>{"a", "a/b.txt", "a-z", "a.b", "empty"});

  files.MakeSymlink("a/b.txt", root + "/link");
  CHECK(files.Stat(root + "/link")->is_symlink());
  CHECK(files.StatFollowing(root + "/link")->is_file());
  CHECK(files.ReadSymlink(root + "/link") == "a/b.txt");
  CHECK(files.ReadFile(root + "/link") == "two\n");
  files.MakeSymlink("nowhere", root + "/dangling");
  CHECK_FALSE(files.StatFollowing(root + "/dangling"));

  files.Rename(root + "/a", root + "/moved");
  CHECK(files.ReadFile(root + "/moved/b.txt") == "two\n");
  CHECK_FALSE(files.Stat(root + "/a"));

  files.SetMode(root + "/moved/b.txt", 0600);
  CHECK(files.Stat(root + "/moved/b.txt")->mode == 0600);

  files.RemoveAll(root + "/moved");
  files.RemoveAll(root + "/moved");
  CHECK_FALSE(files.Stat(root + "/moved"));
  CHECK_THROWS_WITH_AS(files.ReadFile(root + "/gone"),
                       ("cannot read '" + root + "/gone': No such file or directory").c_str(), Error);
}

}  // namespace

TEST_CASE("RealFileSystem") {
  const TempDir directory;
  RealFileSystem files;
  ShowFileSystem(files, directory.path());
}

TEST_CASE("MemoryFileSystem") {
  MemoryFileSystem files;
  ShowFileSystem(files, "/root");
}

TEST_CASE("a failed write leaves nothing behind") {
  const TempDir directory;
  RealFileSystem files;
  files.MakeDirectories(directory.path() + "/target/inside");
  CHECK_THROWS_AS(files.WriteFile(directory.path() + "/target", "text"), Error);
  CHECK(files.ListDirectory(directory.path()) == std::vector<std::string>{"target"});
}

TEST_CASE("a full disk leaves the old file, and nothing else") {
  const TempDir directory;
  RealFileSystem files;
  const std::string path = directory.path() + "/file";
  files.WriteFile(path, "old");
  rlimit old_limit{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &old_limit) == 0);
  const rlimit limit{.rlim_cur = 4096, .rlim_max = old_limit.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
  const std::string large(100000, 'x');
  CHECK_THROWS_AS(files.WriteFile(path, large), Error);
  CHECK_THROWS_AS(files.WriteFileIfChanged(path, large), Error);
  ::setrlimit(RLIMIT_FSIZE, &old_limit);
  CHECK(files.ReadFile(path) == "old");
  CHECK(files.ListDirectory(directory.path()) == std::vector<std::string>{"file"});
}

TEST_CASE("writing through a link replaces what it leads to") {
  const TempDir directory;
  RealFileSystem files;
  const std::string target = directory.path() + "/target";
  const std::string link = directory.path() + "/link";
  files.WriteFile(target, "old");
  files.MakeSymlink("target", link);
  files.WriteFile(link, "new");
  CHECK(files.ReadFile(target) == "new");
  CHECK(files.Stat(link)->is_symlink());
}

TEST_CASE("a device is written to, not replaced") {
  const TempDir directory;
  RealFileSystem files;
  const std::string link = directory.path() + "/null";
  files.MakeSymlink("/dev/null", link);
  files.WriteFile(link, "text");
  CHECK(files.Stat(link)->is_symlink());
  CHECK(files.StatFollowing("/dev/null")->type == FileInfo::Type::kOther);
}

TEST_CASE("CleanPath") {
  const struct {
    const char* path;
    const char* clean;
  } cases[] = {{"", "."},       {"a//b/./c", "a/b/c"}, {"a/../b", "b"},       {"../a", "../a"},
               {"/../a", "/a"}, {"a/..", "."},         {"a/../../b", "../b"}, {"/", "/"}};
  for (const auto& c : cases) {
    CAPTURE(c.path);
    CHECK(CleanPath(c.path) == c.clean);
  }
}

TEST_CASE("IsLocalPath tells what stays inside") {
  for (const char* path : {"a", "a/b", "./a", "a/../b", "..a"}) CHECK(IsLocalPath(path));
  for (const char* path : {"", "/a", "..", "../a", "a/../../b"}) CHECK_FALSE(IsLocalPath(path));
}

TEST_CASE("what is inside what") {
  CHECK(IsInside("/a/b", "/a"));
  CHECK(IsInside("/a", "/a"));
  CHECK(IsInside("/a", "/"));
  CHECK(IsInside("a", "."));
  CHECK_FALSE(IsInside("/ab", "/a"));
  CHECK_FALSE(IsInside("/a", "/a/b"));
}

TEST_CASE("paths are joined and taken apart") {
  CHECK(JoinPath("a", "/b") == "/b");
  CHECK(BaseName("a/b") == "b");
  CHECK(DirName("b") == ".");
}

}  // namespace pkgrepo
