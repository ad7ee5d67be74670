#include "packaging/new_files.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "packaging/new_package.h"
#include "packaging/new_stage.h"
#include "packaging/new_version.h"
#include "packaging/repository_file.h"
#include "packaging/stage_file.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

std::vector<std::string> PathsOf(const NewFiles& files) {
  std::vector<std::string> paths;
  for (const NewFiles::File& file : files.files()) paths.push_back(file.path);
  return paths;
}

std::string TextOf(const NewFiles& files, const std::string& path) {
  for (const NewFiles::File& file : files.files()) {
    if (file.path == path) return file.text;
  }
  return "no " + path;
}

template <typename Make>
std::string FaultOf(Make make) {
  try {
    make();
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

TEST_CASE("Nothing is written if one of the files is there") {
  MemoryFileSystem disk;
  disk.WriteFile("a/two", "mine");
  NewFiles files;
  files.Add("a/one", "1\n");
  files.Add("a/two", "2\n");
  const int before = disk.write_count();
  CHECK(FaultOf([&] { files.Write(disk); }).find("a/two is there already") != std::string::npos);
  CHECK(disk.write_count() == before);
  CHECK(disk.ReadFile("a/two") == "mine");
  CHECK(files.Show() == "-- a/one --\n1\n-- a/two --\n2\n");
}

TEST_CASE("What was written is taken back with its folders, and nothing else") {
  MemoryFileSystem disk;
  disk.WriteFile("a/mine", "");
  NewFiles files;
  files.Add("a/b/one", "1\n", 0700);
  files.Write(disk);
  CHECK(disk.ReadFile("a/b/one") == "1\n");
  CHECK((disk.Stat("a/b/one")->mode & 0100) != 0);
  files.Remove(disk);
  CHECK_FALSE(disk.Stat("a/b/one"));
  CHECK_FALSE(disk.Stat("a/b"));
  CHECK(disk.IsFile("a/mine"));
}

TEST_CASE("A package without a domain leaves out the files that have its full name") {
  CHECK(PathsOf(MakeNewPackage({.name = "foo"})) ==
        std::vector<std::string>{"packages/foo/README.md", "packages/foo/1.0.0/bundle/.imgpkg/images.yml",
                                 "packages/foo/1.0.0/bundle/config/schema.yaml", "packages/foo/1.0.0/bundle/config/namespace.yaml",
                                 "packages/foo/1.0.0/test/values/other-namespace.yaml"});
  const NewFiles files = MakeNewPackage({.folder = "p", .name = "foo", .version = "2.0.0", .domain = "acme.example"});
  CHECK(TextOf(files, "p/foo/metadata.yaml").find("name: foo.acme.example\n") != std::string::npos);
  CHECK(TextOf(files, "p/foo/2.0.0/install.yaml").find("constraints: 2.0.0\n") != std::string::npos);
  for (const NewFiles::File& file : files.files()) CHECK(file.text.find('{' + std::string("name}")) == std::string::npos);
}

TEST_CASE("A package of an upstream says where that is, one of a chart has a Package, too") {
  vendir::Contents contents;
  contents.git = vendir::GitSource{.url = "https://git.example.com/foo", .ref = "v1.0.0"};
  contents.include_paths = {"deploy/**/*"};
  const NewFiles files = MakeNewPackage({.name = "foo", .upstream = contents});
  const std::string vendir = TextOf(files, "packages/foo/1.0.0/bundle/vendir.yml");
  CHECK(vendir.find("url: https://git.example.com/foo\n") != std::string::npos);
  CHECK(vendir.find("- deploy/**/*\n") != std::string::npos);
  CHECK(vendir.starts_with("# Where upstream's files come from. After an edit, the target foo-1.0.0-sync\n"));
  vendir::Contents chart;
  chart.helm_chart = vendir::HelmChartSource{.name = "redis"};
  CHECK(FaultOf([&] { MakeNewPackage({.name = "foo", .upstream = chart}); }) ==
        "a package of a chart needs its full name in a package.yaml\n  hint: give --domain\n");
  CHECK(TextOf(MakeNewPackage({.name = "foo", .domain = "d.example", .upstream = chart}), "packages/foo/1.0.0/package.yaml")
            .find("path: chart\n") != std::string::npos);
}

TEST_CASE("A new version names itself where the former one did, and alone") {
  MemoryFileSystem disk;
  const std::string former = "packages/foo/1.0.0/";
  disk.WriteFile(former + "package.yaml",
                 "# since 1.0.0\nmetadata: {name: foo.d.example.1.0.0}\nspec: {version: 1.0.0, releaseNotes: as 11.0.0 and 1.0.0.1}\n");
  disk.WriteFile(former + "bundle/config/values.yaml", "image: app:1.0.0\n");
  disk.WriteFile(former + "published.lock.yml", "image: x\n");
  disk.WriteFile("packages/foo/0.9.0/bundle/config/values.yaml", "");
  disk.WriteFile("packages/foo/CMakeLists.txt", "");
  const NewVersion made = MakeNewVersion({.name = "foo", .version = "1.1.0"}, disk);
  CHECK(made.from == "1.0.0");
  CHECK_FALSE(made.needs_sync);
  CHECK(PathsOf(made.files) ==
        std::vector<std::string>{"packages/foo/1.1.0/bundle/config/values.yaml", "packages/foo/1.1.0/package.yaml"});
  CHECK(TextOf(made.files, "packages/foo/1.1.0/package.yaml") ==
        "# since 1.0.0\nmetadata: {name: foo.d.example.1.1.0}\nspec: {version: 1.1.0, releaseNotes: as 11.0.0 and 1.0.0.1}\n");
  CHECK(TextOf(made.files, "packages/foo/1.1.0/bundle/config/values.yaml") == "image: app:1.0.0\n");
  CHECK(made.edits == std::vector<std::string>{"package.yaml:2: metadata: {name: foo.d.example.1.1.0}",
                                               "package.yaml:3: spec: {version: 1.1.0, releaseNotes: as 11.0.0 and 1.0.0.1}"});
  CHECK(made.notes == std::vector<std::string>{"add 1.1.0 to the versions in packages/foo/CMakeLists.txt"});
}

TEST_CASE("What vendir.yml fetches anew is not copied") {
  MemoryFileSystem disk;
  const std::string bundle = "packages/foo/1.0.0/bundle/";
  disk.WriteFile(bundle + "vendir.yml",
                 "apiVersion: vendir.k14s.io/v1alpha1\nkind: Config\ndirectories:\n- path: config/upstream\n  contents:\n"
                 "  - {path: ., git: {url: https://git.example.com/foo, ref: v1.0.0}}\n");
  disk.WriteFile(bundle + "vendir.lock.yml", "");
  disk.WriteFile(bundle + "config/upstream/app.yaml", "");
  disk.WriteFile(bundle + "config/overlay.yaml", "");
  const NewVersion made = MakeNewVersion({.name = "foo", .version = "1.1.0", .from = "1.0.0"}, disk);
  CHECK(made.needs_sync);
  CHECK(PathsOf(made.files) == std::vector<std::string>{"packages/foo/1.1.0/bundle/config/overlay.yaml",
                                                        "packages/foo/1.1.0/bundle/vendir.yml"});
  CHECK(TextOf(made.files, "packages/foo/1.1.0/bundle/vendir.yml").find("ref: v1.1.0}") != std::string::npos);
}

TEST_CASE("Stages and repositories are valid, and those to be filled in say where") {
  const NewFiles beta = MakeNewStage({.name = "beta", .packages = {"foo@1.0.0", "bar@2.0.0"}});
  const StageFile stage = ParseStageFile("beta.yaml", TextOf(beta, "stages/beta.yaml"));
  CHECK(stage.packages.size() == 2);
  CHECK(stage.packages[1].name == "bar");
  const NewFiles delta =
      MakeNewStage({.folder = "s", .name = "delta", .packages = {"foo@1.0.0"}, .is_long = true, .domain = "d.example"});
  CHECK(ParseStageFile("delta.yaml", TextOf(delta, "s/delta.yaml")).packages.at(0).domain == "d.example");
  CHECK(FaultOf([] { ParseStageFile("open.yaml", TextOf(MakeNewStage({.name = "open"}), "stages/open.yaml")); }) ==
        "open.yaml:7: 'name' is missing here\n");
  const NewFiles repository = MakeNewRepository({.name = "acme", .stage = "beta", .name_space = "apps"});
  CHECK(ParseRepositoryFile("acme.yaml", TextOf(repository, "repos/acme.yaml")).stage == "beta");
}

}  // namespace
}  // namespace pkgrepo::packaging
