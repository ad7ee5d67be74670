#include "references/verification.h"

#include <doctest/doctest.h>

#include "base/strings.h"

namespace pkgrepo::references {
namespace {

// A project that makes r.io/app:1.0.
Project MakeProject() {
  Project project{.name = "p", .source = "/src"};
  project.images.push_back(
      {.name = "app",
       .published = {.repository = "r.io/app", .shown = "r.io/app", .tag = "1.0", .digest = "sha256:1"},
       .place = {"CMakeLists.txt", 3}});
  return project;
}

TextReference Image(const std::string& repository, const std::string& version) {
  TextReference reference{.kind = ReferenceKind::kImage,
                          .text = repository + ":" + version,
                          .repository = repository,
                          .version = version};
  reference.position = {"a.sh", 7};
  reference.version_position = reference.position;
  return reference;
}

// The first lines of the faults.
std::string FaultsOf(const Project& project, const VerificationSources& sources = {}) {
  std::string text;
  const RealFileSystem disk;
  for (const Error& fault : Verify(project, sources, disk).faults)
    text += fault.position().ToString() + ": " + fault.message() + "\n";
  return text;
}

std::string FaultsOf(const TextReference& reference, const VerificationSources& sources = {}) {
  Project project = MakeProject();
  project.files.push_back({.name = "s", .title = "s", .place = {}, .files = {}, .references = {reference}});
  return FaultsOf(project, sources);
}

}  // namespace

TEST_CASE("what the project makes is referred to as it is made") {
  CHECK(FaultsOf(Image("r.io/app", "1.0")).empty());
  CHECK(FaultsOf(Image("r.io/app", "0.9")) ==
        "/src/a.sh:7: r.io/app:0.9 is not what the project makes now: that is r.io/app:1.0 "
        "(CMakeLists.txt:3)\n");
  TextReference pinned = Image("r.io/app", "");
  pinned.text = "r.io/app@sha256:2";
  pinned.digest = "sha256:2";
  CHECK(FaultsOf(pinned).find("r.io/app@sha256:2 is not what the project makes now: that is r.io/app:1.0 "
                              "(CMakeLists.txt:3), sha256:1") != std::string::npos);
  pinned.digest = "sha256:1";
  CHECK(FaultsOf(pinned).empty());
}

TEST_CASE("a bare name is no reference that could be pinned") {
  TextReference bare = Image("r.io/app", "");
  bare.is_bare = true;
  CHECK(FaultsOf(bare).empty());
}

TEST_CASE("a fault is told once") {
  Project project = MakeProject();
  project.files.push_back({.name = "s",
                           .title = "s",
                           .place = {},
                           .files = {},
                           .references = {Image("o.io/x", "latest"), Image("o.io/x", "latest")}});
  CHECK(FaultsOf(project) ==
        "/src/a.sh:7: o.io/x:latest is not pinned: latest means something else from day to day\n");
}

TEST_CASE("a registry is asked for what others make, and for tags that would move") {
  const VerificationSources empty{.find_in_registry = [](const std::string&) { return std::nullopt; }};
  CHECK(FaultsOf(Image("r.io/app", "1.0"), empty).empty());
  CHECK(FaultsOf(Image("o.io/x", "1.0"), empty) == "/src/a.sh:7: o.io/x:1.0 is not in its registry\n");
  const VerificationSources other{.find_in_registry = [](const std::string& reference) {
    return std::optional<std::string>(reference == "r.io/app:1.0" ? "sha256:9" : "sha256:8");
  }};
  CHECK(FaultsOf(Image("o.io/x", "1.0"), other) ==
        "/src/CMakeLists.txt:3: r.io/app:1.0 is published as sha256:9, but the build makes sha256:1: a push "
        "would move the tag\n");
}

TEST_CASE("the version is that of git's tag") {
  Project project = MakeProject();
  project.policy.version_from_git = true;
  CHECK(FaultsOf(project) == "/src: PACKAGE_REPO_VERSION_FROM is git, but git knows no commit here\n");
  const auto git = [](const std::string& tag, const std::string& commit) {
    return VerificationSources{.git = GitState{.commit = "1234567890", .tags = {{tag, commit}}}};
  };
  CHECK(FaultsOf(project, git("v1.0", "1234567890")).empty());
  CHECK(FaultsOf(project, git("v1.1", "1234567890")) ==
        "/src/CMakeLists.txt:3: image r.io/app:1.0 has the version 1.0, but the commit that it is built from "
        "has the tag v1.1\n");
  CHECK(FaultsOf(project, git("v1.0", "abcdefabcdef")) ==
        "/src/CMakeLists.txt:3: image r.io/app:1.0 has the version 1.0, but v1.0 is the tag of another "
        "commit, abcdefa: what is built of "
        "1234567 would be published as what that is\n");
  CHECK(FaultsOf(project, git("v1.1", "abcdefabcdef")).empty());
  project.images[0].upstream_version = "1.0";
  CHECK(FaultsOf(project, git("v1.1", "1234567890")).empty());
}

}  // namespace pkgrepo::references
