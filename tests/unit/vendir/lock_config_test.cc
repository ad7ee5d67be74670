#include "vendir/lock_config.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"
#include "vendir/lock_check.h"

namespace pkgrepo::vendir {
namespace {

const char* kPath = "vendir.lock.yml";

LockConfig ReadText(const std::string& text) {
  MemoryFileSystem files;
  files.WriteFile(kPath, text);
  return ReadLockConfig(files, kPath);
}

LockConfig ReadDirectories(const std::string& directories) {
  return ReadText("apiVersion: vendir.k14s.io/v1alpha1\nkind: LockConfig\ndirectories: " + directories +
                  "\n");
}

Config OneContents(Contents contents) {
  contents.path = "x";
  Config config;
  config.directories.push_back({"a", {std::move(contents)}, {}});
  return config;
}

Contents FromGit(const std::string& ref) {
  Contents contents;
  contents.git = GitSource{.url = "u", .ref = ref, .ref_selection = {}, .verification = {}, .secret = {}};
  return contents;
}

Contents FromImage(const std::string& url) {
  Contents contents;
  contents.image = ImageSource{.url = url, .tag_selection = {}, .secret = {}, .locked_tag = ""};
  return contents;
}

TEST_CASE("a lock is printed as upstream prints it and read back") {
  LockConfig lock;
  LockedContents git{.path = "one"};
  git.git = LockedGit{"abc", {"v1.0.0"}, "First..."};
  LockedContents lazy{.path = "two", .config_digest = "d1"};
  lazy.inline_source.emplace();
  lock.directories = {{"vendor", {git, lazy}}, {"empty", {}}};
  const std::string text =
      "apiVersion: vendir.k14s.io/v1alpha1\n"
      "directories:\n"
      "- contents:\n"
      "  - git:\n"
      "      commitTitle: First...\n"
      "      sha: abc\n"
      "      tags:\n"
      "      - v1.0.0\n"
      "    path: one\n"
      "  - configDigest: d1\n"
      "    inline: {}\n"
      "    path: two\n"
      "  path: vendor\n"
      "- contents: null\n"
      "  path: empty\n"
      "kind: LockConfig\n";
  CHECK(FormatLockConfig(lock) == text);
  CHECK(FormatLockConfig(ReadText(text)) == text);
  CHECK(FormatLockConfig({}) == "apiVersion: vendir.k14s.io/v1alpha1\ndirectories: null\nkind: LockConfig\n");
}

TEST_CASE("a lock file keeps its mode, a new one is private") {
  MemoryFileSystem files;
  files.MakeDirectories(".");
  WriteLockConfig(files, kPath, {});
  CHECK(files.Stat(kPath)->mode == 0600);
  files.SetMode(kPath, 0644);
  WriteLockConfig(files, kPath, {});
  CHECK(files.Stat(kPath)->mode == 0644);
  CHECK_THROWS_WITH_AS(WriteLockConfig(files, "no/l.yml", {}),
                       "Writing lock config: open no/l.yml: no such file or directory", Error);
}

TEST_CASE("a lock file that says the same is left alone") {
  MemoryFileSystem files;
  files.MakeDirectories(".");
  WriteLockConfig(files, kPath, {});
  files.SetModificationTime(kPath, 42);
  WriteLockConfig(files, kPath, {});
  CHECK(files.Stat(kPath)->mtime == 42);
  WriteLockConfig(files, kPath, {.directories = {{"a", {}}}});
  CHECK(files.Stat(kPath)->mtime != 42);
}

TEST_CASE("what is no lock") {
  MemoryFileSystem files;
  CHECK_THROWS_WITH_AS(
      ReadLockConfig(files, kPath),
      "Reading lock config 'vendir.lock.yml': open vendir.lock.yml: no such file or directory", Error);
  CHECK_THROWS_WITH_AS(
      ReadText("foo: bar"),
      "Validating lock config: Validating apiVersion: Unknown version (known: vendir.k14s.io/v1alpha1)",
      Error);
  CHECK_THROWS_WITH_AS(
      ReadText("text"),
      "Unmarshaling lock config: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
      "string into Go value of type config.LockConfig",
      Error);
}

TEST_CASE("merging changes known contents in place and adds the rest") {
  LockConfig old =
      ReadDirectories("[{path: a, contents: [{path: x, directory: {}}, {path: z, manual: {}}]}]");
  LockConfig fresh = ReadDirectories(
      "[{path: b, contents: []}, {path: a, contents: [{path: q, inline: {}}, {path: x, "
      "inline: {}}]}]");
  LockConfig merged = MergeLockConfig(old, fresh);
  REQUIRE(merged.directories.size() == 2);
  CHECK(merged.directories[1].path == "b");
  REQUIRE(merged.directories[0].contents.size() == 3);
  CHECK(merged.directories[0].contents[0].inline_source);
  CHECK_FALSE(merged.directories[0].contents[0].directory);
  CHECK(merged.directories[0].contents[2].path == "q");
}

TEST_CASE("pinning") {
  Config git = OneContents(FromGit("origin/main"));
  PinToLock(git, ReadDirectories("[{path: a, contents: [{path: x, git: {sha: abc}}]}]"));
  CHECK(git.directories[0].contents[0].git->ref == "abc");

  Config image = OneContents(FromImage("host/app"));
  image.directories[0].contents[0].image->tag_selection.emplace();
  PinToLock(image, ReadDirectories("[{path: a, contents: [{path: x, image: {url: q, tag: v1}}]}]"));
  CHECK(image.directories[0].contents[0].image->url == "q");
  CHECK(image.directories[0].contents[0].image->locked_tag == "v1");
  CHECK_FALSE(image.directories[0].contents[0].image->tag_selection);

  const std::pair<const char*, const char*> cases[] = {
      {"[]", "Expected to find directory 'a' within lock config, but did not"},
      {"[{path: a, contents: []}]",
       "Expected to find contents 'x' within directory 'a' in lock config, but did not"},
      {"[{path: a, contents: [{path: x, inline: {}}]}]", "Expected git lock configuration to be non-empty"},
      {"[{path: a, contents: [{path: x, git: {}}]}]", "Expected git SHA to be non-empty"},
  };
  for (auto [directories, message] : cases) {
    CAPTURE(directories);
    CHECK_THROWS_WITH_AS(PinToLock(git, ReadDirectories(directories)), message, Error);
  }
}

std::string MismatchOf(const Config& config, const std::string& lock) {
  const std::optional<LockMismatch> mismatch = FindLockMismatch(config, ReadDirectories(lock));
  return mismatch ? mismatch->ToString() : "";
}

TEST_CASE("a lock of another vendir.yml is told from its own") {
  const std::string digest = "sha256:" + std::string(64, '0'), sha(40, 'a');
  const std::string git_lock = "[{path: a, contents: [{path: x, git: {sha: " + sha + "}}]}]";
  const std::string image_lock =
      "[{path: a, contents: [{path: x, image: {url: 'host.test/app@" + digest + "', tag: v1}}]}]";
  struct Case {
    Contents contents;
    std::string lock;
    std::string mismatch;  // "" is none
  };
  const Case cases[] = {
      {FromGit("origin/main"), git_lock, ""},
      {FromGit(sha), git_lock, ""},
      {FromGit(std::string(40, 'b')), git_lock,
       "a/x: the lock has commit " + sha + ", vendir.yml says " + std::string(40, 'b')},
      {FromGit("v1"), image_lock, "a/x: the lock has another kind of source"},
      {FromGit("v1"), "[]", "a/x: not in the lock"},
      {FromImage("host.test/app:v1"), image_lock, ""},
      {FromImage("host.test/app@" + digest), image_lock, ""},
      {FromImage("host.test/app:v2"), image_lock, "a/x: the lock has image tag v1, vendir.yml says v2"},
      {FromImage("host.test/other:v1"), image_lock,
       "a/x: the lock has repository host.test/app, vendir.yml says host.test/other"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.lock);
    CHECK(MismatchOf(OneContents(c.contents), c.lock) == c.mismatch);
  }
}

TEST_CASE("a git ref is held against what the lock knows of the commit") {
  const std::string sha(40, 'a');
  struct Case {
    std::string ref;
    std::string tags;
    std::string mismatch;  // "" is none
  };
  const Case cases[] = {
      {"v1.2.0", "[v1.2.0]", ""},
      {"1.2.0", "[release-1, 1.2.0]", ""},
      {"v1.3.0", "[v1.2.0]", "a/x: the lock has tag v1.2.0, vendir.yml says v1.3.0"},
      {"v1.3.0", "[v1.2.0-4-gaaaaaaaa]", "a/x: the lock has tag v1.2.0-4-gaaaaaaaa, vendir.yml says v1.3.0"},
      {"v1.3.0", "[]", ""},             // a lock of an earlier release
      {"release-1.3", "[v1.2.0]", ""},  // a branch perhaps
      {"origin/main", "[v1.2.0]", ""},
      {"aaaaaaa", "[]", ""},
      {"bbbbbbb", "[]", "a/x: the lock has commit " + sha + ", vendir.yml says bbbbbbb"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.ref);
    CAPTURE(c.tags);
    CHECK(MismatchOf(OneContents(FromGit(c.ref)), "[{path: a, contents: [{path: x, git: {sha: " + sha +
                                                      ", tags: " + c.tags + "}}]}]") == c.mismatch);
  }
  Contents selected = FromGit("");
  selected.git->ref_selection = Selection{.semver = SemverSelection{.constraints = ">=1.0.0 <2.0.0"}};
  const auto lock = [&](const std::string& tag) {
    return "[{path: a, contents: [{path: x, git: {sha: " + sha + ", tags: [" + tag + "]}}]}]";
  };
  CHECK(MismatchOf(OneContents(selected), lock("v1.4.0")) == "");
  CHECK(MismatchOf(OneContents(selected), lock("v2.0.0")) ==
        "a/x: the lock has tag v2.0.0, vendir.yml says >=1.0.0 <2.0.0");
}

TEST_CASE("what the lock has beyond vendir.yml is found") {
  const LockConfig lock = ReadDirectories(
      "[{path: a, contents: [{path: x, git: {sha: abc}}, {path: z, git: {sha: abc}}, {path: m, manual: {}}]},"
      " {path: .., contents: [{path: q, inline: {}}]}]");
  CHECK(FindFormerContents(OneContents(FromGit("origin/main")), lock) == std::vector<std::string>{"a/z"});
}

TEST_CASE("what is kept by hand is held against nothing") {
  Contents manual;
  manual.path = "x";
  manual.manual.emplace();
  CHECK(MismatchOf(OneContents(manual), "[{path: a, contents: [{path: x, git: {sha: abc}}]}]") == "");
}

}  // namespace
}  // namespace pkgrepo::vendir
