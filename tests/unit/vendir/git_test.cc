// The git source, with real git and a repository on disk.

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/strings.h"
#include "sync_fixture.h"

namespace pkgrepo::vendir {
namespace {

using Paths = std::vector<std::string>;

class GitFixture : public SyncFixture {
 public:
  GitFixture() {
    files.MakeDirectories(Path("repo"));
    Git({"init", "--quiet", "-b", "main"});
    Commit("one", "First");
    Git({"tag", "v1.2.0"});
    Commit("two", "Second: title\n\nbody");
    Git({"tag", "v1.10.0"});
    Commit("three", "Third");
  }

  std::string Git(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "git");
    ProcessResult result = processes.Run({.arguments = arguments,
                                          .directory = Path("repo"),
                                          .input = "",
                                          .environment = {{"GIT_AUTHOR_NAME", "a"},
                                                          {"GIT_AUTHOR_EMAIL", "a@example.com"},
                                                          {"GIT_COMMITTER_NAME", "a"},
                                                          {"GIT_COMMITTER_EMAIL", "a@example.com"}}});
    REQUIRE(result.status == 0);
    return std::string(Trim(result.output));
  }

  void Commit(const std::string& content, const std::string& message) {
    Write("repo/f", content);
    Git({"add", "-A"});
    Git({"commit", "--quiet", "-m", message});
  }

  LockedGit SyncGit(const std::string& rest) {
    return *Sync("- {path: v, contents: [{path: x, git: {url: 'file://" + Path("repo") + "', " + rest +
                 "}}]}")
                .Find("v", "x")
                ->git;
  }
};

TEST_CASE("branches, tags, commits and selections") {
  GitFixture fixture;
  LockedGit branch = fixture.SyncGit("ref: origin/main");
  CHECK(fixture.Read("v/x/f") == "three");
  CHECK(branch.sha == fixture.Git({"rev-parse", "main"}));
  CHECK(branch.commit_title == "Third");
  CHECK(branch.tags == Paths{fixture.Git({"describe", "--tags", "main"})});

  LockedGit tag = fixture.SyncGit("ref: v1.10.0");
  CHECK(fixture.Read("v/x/f") == "two");
  CHECK(tag.tags == Paths{"v1.10.0"});
  CHECK(tag.commit_title == "Second: title...");

  LockedGit commit = fixture.SyncGit("ref: " + fixture.Git({"rev-parse", "v1.2.0"}));
  CHECK(fixture.Read("v/x/f") == "one");
  CHECK(commit.commit_title == "First");

  CHECK(fixture.SyncGit("refSelection: {semver: {constraints: 1.x}}").tags == Paths{"v1.10.0"});
  CHECK(fixture.SyncGit("ref: origin/main, depth: 1").tags.empty());
  CHECK(fixture.files.IsFile(fixture.Path("v/x/.git/shallow")));
}

TEST_CASE("git's complaints are told, and the old tree stays") {
  GitFixture fixture;
  fixture.SyncGit("ref: origin/main");
  const std::string prefix =
      "Syncing directory 'v': Syncing directory 'x' with git contents: Fetching git repository: ";
  CHECK_THROWS_WITH_AS(
      fixture.SyncGit("ref: nope"),
      (prefix + "Git [-c advice.detachedHead=false checkout nope]: exit status 1 (stderr: error: "
                "pathspec 'nope' did not match any file(s) known to git\n)")
          .c_str(),
      Error);
  CHECK_THROWS_WITH_AS(fixture.SyncGit("depth: 0"),
                       (prefix + "Expected either ref or ref selection to be specified").c_str(), Error);
  CHECK_THROWS_WITH_AS(fixture.SyncGit("refSelection: {}"),
                       (prefix + "Unsupported version selection type (currently supported: semver)").c_str(),
                       Error);
  CHECK(fixture.Read("v/x/f") == "three");
  CHECK(fixture.files.ListDirectory(fixture.folder.path()) == Paths{"repo", "v", "vendir.yml"});
}

TEST_CASE("nothing in a vendir.yml is an option to git") {
  GitFixture fixture;
  for (const char* ref : {"--upload-pack=evil", "origin/--upload-pack=evil", "-f"}) {
    CAPTURE(ref);
    CHECK_THROWS_AS(fixture.SyncGit(std::string("ref: ") + ref), Error);
  }
}

TEST_CASE("passwords go over HTTPS only") {
  GitFixture fixture;
  const std::string secret =
      "\n---\n{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {username: dQ==, password: cA==}}";
  CHECK_THROWS_WITH_AS(
      fixture.Sync("- {path: v, contents: [{path: x, git: {url: 'file:///repo', ref: v1, secretRef: "
                   "{name: s}}}]}" +
                   secret),
      "Syncing directory 'v': Syncing directory 'x' with git contents: Fetching git repository: "
      "Username/password authentication is only supported for https remotes",
      Error);
}

}  // namespace
}  // namespace pkgrepo::vendir
