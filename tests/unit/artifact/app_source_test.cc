#include "artifact/app_source.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/temp_dir.h"

namespace pkgrepo::artifact {
namespace {

TEST_CASE("The revision is that of the names and contents, and of nothing else") {
  const TempDir directory;
  RealFileSystem disk;
  const std::string root = directory.path() + "/src";
  disk.WriteFile(root + "/b.c", "b");
  disk.WriteFile(root + "/lib/a.c", "a", 0755);
  disk.WriteFile(root + "/.git/config", "left out");
  disk.WriteFile(root + "/build/b.o", "left out");
  packaging::StepInputs inputs(disk);
  const auto revision = [&] { return RevisionOf({root}, root, root + "/build", inputs); };
  const Digest before = revision();
  CHECK(before == Digest::Of(Digest::Of("b").hex() + "  b.c\n" + Digest::Of("a").hex() + "  lib/a.c\n"));
  CHECK(RevisionOf({root + "/lib", root + "/b.c", root + "/lib/a.c"}, root, root + "/build", inputs) == before);
  disk.WriteFile(root + "/build/b.o", "changed");
  CHECK(revision() == before);
  disk.WriteFile(root + "/lib/c.c", "");
  CHECK(revision() != before);
  disk.RemoveAll(root + "/lib/c.c");
  disk.MakeSymlink("a.c", root + "/lib/link");
  CHECK(revision() != before);
  CHECK_THROWS_WITH_AS(RevisionOf({root + "/none"}, root, "", inputs), doctest::Contains("no such file or folder"), Error);
}

}  // namespace
}  // namespace pkgrepo::artifact
