#include "artifact/chart_source.h"

#include <doctest/doctest.h>

#include "base/temp_dir.h"

namespace pkgrepo::artifact {
namespace {

TEST_CASE(".helmignore is read as Helm reads it") {
  const HelmIgnore ignore(".helmignore", "# comment\n\n*.bak\n/top.txt\nsub/a.txt\nvendor/\n {x}\n");
  CHECK(ignore.Ignores("a/b.bak", false));
  CHECK(ignore.Ignores("top.txt", false));
  CHECK_FALSE(ignore.Ignores("sub/top.txt", false));
  CHECK(ignore.Ignores("sub/a.txt", false));
  CHECK_FALSE(ignore.Ignores("other/sub/a.txt", false));
  CHECK(ignore.Ignores("a/vendor", true));
  CHECK_FALSE(ignore.Ignores("a/vendor", false));
  CHECK(ignore.Ignores("{x}", false));
  CHECK_FALSE(ignore.Ignores("x", false));
  CHECK(ignore.Ignores("templates/.hidden", false));
  CHECK_FALSE(ignore.Ignores("templates", true));
}

TEST_CASE("'!' ignores what does not match") {
  const HelmIgnore ignore(".helmignore", "!*.yaml\n");
  CHECK(ignore.Ignores("a.txt", false));
  CHECK_FALSE(ignore.Ignores("a.yaml", false));
}

TEST_CASE("Links within a chart are followed, others refused") {
  const TempDir directory;
  RealFileSystem disk;
  const std::string chart = directory.path() + "/chart";
  disk.WriteFile(chart + "/files/a.txt", "a");
  disk.MakeSymlink("files", chart + "/linked");
  packaging::StepInputs inputs(disk);
  CHECK(ReadChartFolder(chart, inputs) == ChartFiles{{"files/a.txt", "a"}, {"linked/a.txt", "a"}});
  disk.WriteFile(directory.path() + "/secret", "s");
  disk.WriteFile(chart + "/.helmignore", "hop\n");
  disk.MakeSymlink("../secret", chart + "/hop");
  disk.MakeSymlink("hop", chart + "/out");
  CHECK_THROWS_WITH_AS(ReadChartFolder(chart, inputs), doctest::Contains("which is not in the chart"), Error);
}

}  // namespace
}  // namespace pkgrepo::artifact
