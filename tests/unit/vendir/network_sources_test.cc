// Sources that come over HTTP.

#include <doctest/doctest.h>

#include "archive_maker.h"
#include "base/digest.h"
#include "base/error.h"
#include "sync_fixture.h"
#include "vendir/release_checksums.h"

namespace pkgrepo::vendir {
namespace {

using Paths = std::vector<std::string>;

std::string Http(const std::string& rest) {
  return "- {path: v, contents: [{path: x, http: {url: 'https://host/" + rest + "}}]}";
}

std::string Release(const std::string& rest) {
  return "- {path: v, contents: [{path: x, githubRelease: {slug: a/b, " + rest + "}}]}";
}

TEST_CASE("a plain file has the name of the URL's last part") {
  SyncFixture fixture;
  fixture.network.pages = {{"https://host/sub/a.yml?x=1", "a: 1"}, {"https://host/dir/", "index"}};
  CHECK(fixture.Sync(Http("sub/a.yml?x=1'")).Find("v", "x")->http);
  CHECK(fixture.Tree("v") == Paths{"x/a.yml"});
  fixture.Sync(Http("dir/'"));
  CHECK(fixture.Tree("v") == Paths{"x/content"});
  fixture.network.pages["https://host/"] = "index";
  fixture.Sync(Http("'"));
  CHECK(fixture.Tree("v") == Paths{"x/content"});
}

TEST_CASE("what is not to be unpacked has the last part of the URL as it is written") {
  SyncFixture fixture;
  fixture.network.pages = {{"https://host/sub/a.yml?x=1", "a: 1"}, {"https://host/", "index"}};
  fixture.Sync(Http("sub/a.yml?x=1', disableUnpack: true"));
  CHECK(fixture.Tree("v") == Paths{"x/a.yml?x=1"});
  fixture.Sync(Http("', disableUnpack: true"));
  CHECK(fixture.Tree("v") == Paths{"x/host"});
}

TEST_CASE("nothing is an archive without files") {
  SyncFixture fixture;
  fixture.network.pages = {{"https://host/a.yml", ""}};
  CHECK_THROWS_WITH_AS(
      fixture.Sync(Http("a.yml'")),
      "Syncing directory 'v': Filtering paths in directory 'x': Expected to find at least one file "
      "within directory",
      Error);
}

TEST_CASE("archives are unpacked unless that is off") {
  SyncFixture fixture;
  fixture.network.pages = {{"https://host/p", Gzip(MakeTar({{"p/run", "x"}}))}};
  fixture.Sync(Http("p'"));
  CHECK(fixture.Tree("v") == Paths{"x/p/run"});
  fixture.Sync(Http("p', disableUnpack: true"));
  CHECK(fixture.Tree("v") == Paths{"x/p"});
}

TEST_CASE("a hostile archive leaves the old directory") {
  SyncFixture fixture;
  fixture.Write("v/old", "x");
  fixture.network.pages = {{"https://host/p", MakeTar({{"../../evil", "x"}})}};
  CHECK_THROWS_WITH_AS(
      fixture.Sync(Http("p'")),
      "Syncing directory 'v': Syncing directory 'x' with HTTP contents: Unpacking archive: archive "
      "entry '../../evil' leads out of the archive's folder",
      Error);
  CHECK(fixture.files.ListDirectory(fixture.folder.path()) == Paths{"v", "vendir.yml"});
  CHECK(fixture.Tree("v") == Paths{"old"});
}

TEST_CASE("status and digest are checked") {
  SyncFixture fixture;
  fixture.network.pages = {{"https://host/a", "a"}};
  const std::string prefix = "Syncing directory 'v': Syncing directory 'x' with HTTP contents: ";
  CHECK_THROWS_WITH_AS(fixture.Sync(Http("no'")),
                       (prefix + "Downloading URL: Expected 200 OK, but was '404 Not Found'").c_str(), Error);
  CHECK_THROWS_WITH_AS(fixture.Sync(Http("a', sha256: abc")),
                       (prefix + "Downloading URL: Expected digest to match 'sha256:abc', but was '" +
                        Digest::Of("a").ToString() + "'")
                           .c_str(),
                       Error);
  CHECK_NOTHROW(fixture.Sync(Http("a', sha256: " + Sha256Hex("a"))));
}

TEST_CASE("a secret becomes basic authentication") {
  SyncFixture fixture;
  fixture.network.pages = {{"https://host/a", "a"}};
  fixture.Sync(Http("a', secretRef: {name: s}") +
               "\n---\n{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {username: dXNlcg==, "
               "password: cHc=}}");
  CHECK(fixture.network.requests.at(0).headers.Find("Authorization") == "Basic dXNlcjpwdw==");
}

TEST_CASE("a release's files are checked by size and by the checksums in its notes") {
  SyncFixture fixture;
  auto release = [](const std::string& notes, int size) {
    return R"({"url": "https://api/r", "tag_name": "v1", "body": ")" + notes +
           R"(", "assets": [{"url": "https://host/one", "name": "one.txt", "size": )" + std::to_string(size) +
           "}]}";
  };
  fixture.network.pages["https://host/one"] = "one";
  fixture.network.pages["https://api.github.com/repos/a/b/releases/tags/v1"] =
      release("# Notes\\n" + Sha256Hex("one") + "  ./one.txt\\n", 3);
  LockConfig lock = fixture.Sync(Release("tag: v1"));
  CHECK(fixture.Tree("v") == Paths{"x/one.txt"});
  CHECK(lock.Find("v", "x")->github_release->url == "https://api/r");
  CHECK(lock.Find("v", "x")->github_release->tag == "v1");

  const std::string prefix = "Syncing directory 'v': Syncing directory 'x' with github release contents: ";
  fixture.network.pages["https://api/r"] = release("", 4);
  CHECK_THROWS_WITH_AS(
      fixture.Sync(Release("url: 'https://api/r'")),
      (prefix + "Finding checksums in release notes: Expected to find sha256 checksum for file 'one.txt'")
          .c_str(),
      Error);
  CHECK_THROWS_WITH_AS(
      fixture.Sync(Release("url: 'https://api/r', disableAutoChecksumValidation: true")),
      (prefix + "Checking asset 'one.txt' size: Expected file size to be 4, but was 3").c_str(), Error);
  CHECK_THROWS_AS(fixture.Sync(Release("url: 'https://api/r', checksums: {one.txt: abc}")), Error);
}

TEST_CASE("the highest release that fits is chosen") {
  SyncFixture fixture;
  const std::string releases = "https://api.github.com/repos/a/b/releases";
  fixture.network.pages[releases] =
      R"([{"tag_name": "v1.2.0"}, {"tag_name": "v1.10.0"}, {"tag_name": "v2.0.0"}])";
  fixture.network.pages[releases + "/tags/v1.10.0"] =
      R"({"url": "u", "tag_name": "v1.10.0", "body": "", "assets": [{"url": "https://host/f", "name": "f", "size": 1}]})";
  fixture.network.pages["https://host/f"] = "f";
  LockConfig lock = fixture.Sync(
      Release("tagSelection: {semver: {constraints: 1.x}}, disableAutoChecksumValidation: true"));
  CHECK(lock.Find("v", "x")->github_release->tag == "v1.10.0");
}

TEST_CASE("asset names that are no plain file names are refused") {
  SyncFixture fixture;
  fixture.network.pages["https://api/r"] =
      R"({"url": "u", "tag_name": "v1", "assets": [{"url": "https://host/f", "name": "../evil", "size": 1}]})";
  fixture.network.pages["https://host/f"] = "f";
  CHECK_THROWS_AS(fixture.Sync(Release("url: 'https://api/r', disableAutoChecksumValidation: true")), Error);
  CHECK(fixture.files.ListDirectory(fixture.folder.path()) == Paths{"vendir.yml"});
}

TEST_CASE("checksum lines") {
  const std::string hex(64, 'a'), other(64, 'b');
  for (const std::string& line :
       {hex + "  f", hex + " f", "    " + hex + "  f   ", hex + "\tf", hex + "  ./f", hex + "  /f",
        hex + "  f\r", hex + "  f\n" + other + "  f"}) {
    CAPTURE(line);
    CHECK(FindReleaseChecksums("notes\n" + line + "\n", {"f"}).at("f") == hex);
  }
  for (const std::string& line : {"`" + hex + "  f`", "- " + hex + "  f", hex + " *f", hex + "  d/f",
                                  std::string(64, 'A') + "  f", hex + "f", hex, std::string()}) {
    CAPTURE(line);
    CHECK_THROWS_AS(FindReleaseChecksums(line, {"f"}), Error);
  }
}

}  // namespace
}  // namespace pkgrepo::vendir
