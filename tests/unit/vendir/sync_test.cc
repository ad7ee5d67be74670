#include "vendir/sync.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "sync_fixture.h"

namespace pkgrepo::vendir {
namespace {

using Paths = std::vector<std::string>;

TEST_CASE("inline files, also those of secrets and config maps") {
  SyncFixture fixture;
  LockConfig lock = fixture.Sync(R"(
- path: vendor/deep
  contents:
  - path: in
    inline:
      paths: {a.yml: "a: 1", sub/b: b}
      pathsFrom:
      - secretRef: {name: s, directoryPath: /secret}
      - configMapRef: {name: m}
---
{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {key: YWI=}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {c: d}}
)");
  CHECK(fixture.Tree("vendor") == Paths{"deep/in/a.yml", "deep/in/c", "deep/in/secret/key", "deep/in/sub/b"});
  CHECK(fixture.Read("vendor/deep/in/secret/key") == "ab");
  CHECK(fixture.files.Stat(fixture.Path("vendor/deep/in"))->mode == 0700);
  CHECK(fixture.files.Stat(fixture.Path("vendor/deep/in/a.yml"))->mode == 0600);
  CHECK(lock.Find("vendor/deep", "in")->inline_source);
  CHECK(fixture.lines == Paths{"Fetching: vendor/deep + in (inline)"});
  // Nothing is left beside.
  CHECK(fixture.files.ListDirectory(fixture.folder.path()) == Paths{"vendir.yml", "vendor"});
}

TEST_CASE("inline paths stay in their folder") {
  SyncFixture fixture;
  CHECK_THROWS_WITH_AS(
      fixture.Sync("- {path: v, contents: [{path: x, inline: {paths: {../../evil: x}}}]}"),
      "Syncing directory 'v': Syncing directory 'x' with inline contents: Invalid path: ../../evil", Error);
  CHECK_FALSE(fixture.files.Stat(fixture.Path("v")));
  CHECK_THROWS_WITH_AS(fixture.Sync("- {path: v, contents: [{path: ../x, inline: {paths: {a: x}}}]}"),
                       "Syncing directory 'v': Invalid path: ../x", Error);
}

TEST_CASE("a folder is copied with its modes and links, and replaces all that was there") {
  SyncFixture fixture;
  fixture.Write("src/run", "run");
  fixture.files.SetMode(fixture.Path("src/run"), 0750);
  fixture.files.MakeSymlink("run", fixture.Path("src/link"));
  fixture.Write("vendor/other/old", "old");
  fixture.Sync("- {path: vendor, contents: [{path: dir, directory: {path: src}}]}");
  CHECK(fixture.Tree("vendor") == Paths{"dir/link", "dir/run"});
  CHECK(fixture.files.Stat(fixture.Path("vendor/dir/run"))->mode == 0750);
  CHECK(fixture.files.ReadSymlink(fixture.Path("vendor/dir/link")) == "run");
}

TEST_CASE("a failure leaves the old directory, those before it are new") {
  SyncFixture fixture;
  fixture.Write("one/old", "x");
  fixture.Write("two/mine/file", "kept by hand");
  CHECK_THROWS_WITH_AS(
      fixture.Sync(R"(
- {path: one, contents: [{path: a, inline: {paths: {f: f}}}]}
- {path: two, contents: [{path: mine, manual: {}}, {path: b, directory: {path: gone}}]}
)"),
      "Syncing directory 'two': Copying another directory contents into directory 'b': lstat gone: no "
      "such file or directory",
      Error);
  CHECK(fixture.Tree("one") == Paths{"a/f"});
  CHECK(fixture.Tree("two") == Paths{"mine/file"});
  CHECK(fixture.files.ListDirectory(fixture.folder.path()) == Paths{"one", "two", "vendir.yml"});
}

TEST_CASE("manual contents stay, untouched by filters; what nobody claims goes") {
  SyncFixture fixture;
  fixture.Write("v/mine/file", "m");
  fixture.Write("v/stray", "s");
  fixture.Sync("- {path: v, contents: [{path: mine, manual: {}, includePaths: [none]}]}");
  CHECK(fixture.Tree("v") == Paths{"mine/file"});
  CHECK(fixture.Read("v/mine/file") == "m");
  CHECK_THROWS_AS(fixture.Sync("- {path: v, contents: [{path: yours, manual: {}}]}"), Error);
  CHECK(fixture.Tree("v") == Paths{"mine/file"});
}

TEST_CASE("a partial sync leaves the rest of the directory, and its mode") {
  SyncFixture fixture;
  fixture.Write("v/one/old", "o");
  fixture.Write("v/two/old", "o");
  fixture.files.SetMode(fixture.Path("v"), 0755);
  fixture.Sync("- {path: v, contents: [{path: two, inline: {paths: {f: f}}}]}", {.partial = true});
  CHECK(fixture.Tree("v") == Paths{"one/old", "two/f"});
  CHECK(fixture.files.Stat(fixture.Path("v"))->mode == 0755);
}

TEST_CASE("permissions are for the directory and the top of its contents") {
  SyncFixture fixture;
  fixture.Sync(R"(
- path: v
  permissions: 0750
  contents:
  - {path: a/b, inline: {paths: {d/f: f}}}
  - {path: c, permissions: 0711, inline: {paths: {f: f}}}
)");
  auto mode = [&](const std::string& path) { return fixture.files.Stat(fixture.Path(path))->mode; };
  CHECK(mode("v") == 0750);
  CHECK(mode("v/a") == 0700);
  CHECK(mode("v/a/b") == 0750);
  CHECK(mode("v/a/b/d") == 0700);
  CHECK(mode("v/c") == 0711);
}

TEST_CASE("lazy contents are fetched once") {
  SyncFixture fixture;
  const std::string config = "- {path: v, contents: [{path: x, lazy: true, directory: {path: src}}]}";
  fixture.Write("src/f", "1");
  LockConfig lock = fixture.Sync(config);
  CHECK(lock.Find("v", "x")->config_digest.size() == 64);
  fixture.files.RemoveAll(fixture.Path("src"));
  fixture.Write("v/x/mine", "2");
  CHECK(FormatLockConfig(fixture.Sync(config, {.previous_lock = lock})) == FormatLockConfig(lock));
  CHECK(fixture.Tree("v") == Paths{"x/f", "x/mine"});
  CHECK(fixture.lines.back() ==
        "Skipping fetch: v + x (flagged as lazy, config has not changed since last sync)");
  CHECK_THROWS_AS(fixture.Sync(config, {.lazy = false, .previous_lock = lock}), Error);
  fixture.files.RemoveAll(fixture.Path("v/x"));
  const std::string message =
      "Syncing directory 'v': Lazy content missing. Run sync with --lazy=false to fix. 'v': lstat " +
      fixture.Path("v/x") + ": no such file or directory";
  CHECK_THROWS_WITH_AS(fixture.Sync(config, {.previous_lock = lock}), message.c_str(), Error);
}

TEST_CASE("links that lead out are errors unless allowed") {
  SyncFixture fixture;
  fixture.Write("src/f", "f");
  fixture.files.MakeSymlink("/etc", fixture.Path("src/link"));
  const std::string config = "- {path: v, contents: [{path: x, directory: {path: src}}]}";
  CHECK_THROWS_WITH_AS(fixture.Sync(config), "Invalid symlink found to outside parent directory: \"/etc\"",
                       Error);
  CHECK_NOTHROW(fixture.Sync(config, {.allow_all_symlinks = true}));
}

TEST_CASE("the folder that we stand in is never replaced") {
  SyncFixture fixture;
  Config config;
  config.directories.push_back({"..", {}, {}});
  Resources resources;
  CHECK_THROWS_WITH_AS(Sync(config, resources, {}, {fixture.files, fixture.processes, fixture.network}),
                       "Syncing directory '..': Deleting dir ..: RemoveAll ..: invalid argument", Error);
}

TEST_CASE("sources and outputs may be in different places") {
  SyncFixture fixture;
  fixture.Write("source/src/f", "f");
  fixture.Write("source/v/mine/m", "m");
  fixture.Write(
      "source/vendir.yml",
      "apiVersion: vendir.k14s.io/v1alpha1\nkind: Config\n"
      "directories: [{path: v, contents: [{path: x, directory: {path: src}}, {path: mine, manual: {}}]}]");
  std::istringstream in;
  Resources resources = ReadResources(fixture.files, {fixture.Path("source/vendir.yml")}, in);
  fixture.files.MakeDirectories(fixture.Path("build"));
  Sync(resources.config, resources,
       {.source_root = fixture.Path("source"), .output_root = fixture.Path("build")},
       {fixture.files, fixture.processes, fixture.network});
  CHECK(fixture.Tree("build") == Paths{"v/mine/m", "v/x/f"});
  CHECK(fixture.Tree("source/v") == Paths{"mine/m"});
}

}  // namespace
}  // namespace pkgrepo::vendir
