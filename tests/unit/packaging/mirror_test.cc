#include "packaging/mirror.h"

#include <doctest/doctest.h>

#include "base/temp_dir.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

TEST_CASE("A copy is brought up to date, equal files stay, folders of others stay") {
  MemoryFileSystem files;
  files.WriteFile("/from/a", "a");
  files.WriteFile("/from/d/b", "b");
  MirrorTree(files, "/from", files, "/to", {"vendor/x"});
  files.WriteFile("/to/vendor/x/kept", "k");
  files.WriteFile("/to/vendor/y", "removed");
  files.WriteFile("/to/old/c", "removed");
  files.WriteFile("/from/d/b", "B");
  const int writes = files.write_count();
  MirrorTree(files, "/from", files, "/to", {"vendor/x"});
  CHECK(files.write_count() == writes + 1);
  CHECK(files.ReadFile("/to/d/b") == "B");
  CHECK(files.IsFile("/to/vendor/x/kept"));
  CHECK_FALSE(files.IsFile("/to/vendor/y"));
  CHECK_FALSE(files.IsFile("/to/old/c"));
}

TEST_CASE("A file that may be executed still may when it has changed") {
  const TempDir folder;
  RealFileSystem disk;
  const std::string from = folder.path() + "/from", to = folder.path() + "/to";
  disk.WriteFile(from + "/run", "old");
  disk.SetMode(from + "/run", 0755);
  MirrorTree(disk, from, disk, to, {});
  disk.WriteFile(from + "/run", "new");
  disk.SetMode(from + "/run", 0755);
  MirrorTree(disk, from, disk, to, {});
  CHECK(disk.ReadFile(to + "/run") == "new");
  CHECK(disk.Stat(to + "/run")->is_executable());
}

TEST_CASE("The digest of a tree is that of names, content and executable bits") {
  MemoryFileSystem files;
  files.WriteFile("/t/a", "a");
  const std::string digest = TreeDigest("/t", files);
  files.SetMode("/t/a", 0640);
  CHECK(TreeDigest("/t", files) == digest);
  files.SetMode("/t/a", 0755);
  CHECK(TreeDigest("/t", files) != digest);
  files.SetMode("/t/a", 0644);
  files.Rename("/t/a", "/t/b");
  CHECK(TreeDigest("/t", files) != digest);
}

}  // namespace
}  // namespace pkgrepo::packaging
