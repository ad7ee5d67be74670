#include "packaging/stage_file.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

std::string FailureOf(const std::string& text) {
  try {
    ParseStageFile("s.yaml", text);
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

TEST_CASE("The short form lists versions by package") {
  const StageFile stage = ParseStageFile("s.yaml",
                                         "tag: v3\n"
                                         "packages:\n"
                                         "- name: contour\n"
                                         "  versions:\n"
                                         "  - 1.21.1\n"
                                         "  - 1.10\n"
                                         "- {name: gatekeeper, version: 3.7.1}\n");
  CHECK(stage.tag == "v3");
  CHECK(stage.image.empty());
  REQUIRE(stage.packages.size() == 3);
  CHECK(stage.packages[1].name == "contour");
  CHECK(stage.packages[1].version == "1.10");
  CHECK(stage.packages[1].position.ToString() == "s.yaml:6");
  CHECK(stage.packages[2].name == "gatekeeper");
}

TEST_CASE("The long form states everything, and may leave out images") {
  const StageFile stage = ParseStageFile("s.yaml",
                                         "#@data/values\n"
                                         "---\n"
                                         "package_repository:\n"
                                         "  name: delta.example.com\n"
                                         "  imageBundle: registry.example.com/foo/delta:v1\n"
                                         "  url:\n"
                                         "  packages:\n"
                                         "    - name: foo\n"
                                         "      domain: example.com\n"
                                         "      version: 0.0.1\n"
                                         "      image:\n"
                                         "      description: Foo\n");
  CHECK(stage.repository_name == "delta.example.com");
  CHECK(stage.image == "registry.example.com/foo/delta");
  CHECK(stage.tag == "v1");
  REQUIRE(stage.packages.size() == 1);
  CHECK(stage.packages[0].domain == "example.com");
  CHECK(stage.packages[0].image.empty());
  CHECK(stage.packages[0].description == "Foo");
  CHECK(stage.packages[0].name_position.ToString() == "s.yaml:8");
  CHECK(stage.packages[0].position.ToString() == "s.yaml:10");
}

TEST_CASE("Faults name file and line") {
  CHECK(FailureOf("") == "s.yaml:1: expected a map with 'packages'\n");
  CHECK(FailureOf("packages:\n- versions: [1]\n") == "s.yaml:2: 'name' is missing here\n");
  CHECK(FailureOf("packages:\n- name: a\n") == "s.yaml:2: 'version' is missing here\n");
  CHECK(FailureOf("packages:\n- name: a\n  versions: []\n") ==
        "s.yaml:3: 'versions' of package 'a' is empty\n");
  CHECK(FailureOf("packages:\n- name: a\n  versoins: [1]\n") ==
        "s.yaml:3: unknown key 'versoins'\n  hint: did you mean 'versions'?\n");
  CHECK(FailureOf("packages:\n- name: a\n  versions: [1, 2]\n- name: a\n  version: 2\n") ==
        "s.yaml:5: package 'a' version '2' is listed twice\n  note: first at s.yaml:3\n");
  CHECK(FailureOf("packages:\n- name: a\n  version: ../../x\n") ==
        "s.yaml:3: '../../x' cannot be part of a package's name or version\n");
}

TEST_CASE("A tag is what a version may be, with '_' for '+'") {
  const std::string packages = "packages: [{name: aa, version: 1.0.0}]\n";
  CHECK(ParseStageFile("s.yaml", "tag: 0.0.1+git.c9cc39a\n" + packages).tag == "0.0.1_git.c9cc39a");
  CHECK(FailureOf("tag: a b\n" + packages).starts_with("s.yaml:1: 'a b' is not a valid tag\n"));
  CHECK(FailureOf("tag: .a\n" + packages).starts_with("s.yaml:1: '.a' is not a valid tag\n"));
  CHECK(FailureOf("tag: " + std::string(129, 'a') + "\n" + packages) != "");
  CHECK(FailureOf("image: r.example.com/Aa\n" + packages).starts_with("s.yaml:1: "));
  CHECK(FailureOf("image: r.example.com/aa:1\n" + packages).starts_with("s.yaml:1: "));
}

std::string ListedFault(const std::string& text) {
  try {
    RefuseMoreThanKept(ParseStageFile("s.yaml", text));
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

TEST_CASE("No more versions are listed than a stage keeps") {
  const std::string listed = "packages:\n- name: aa\n  versions: [1.0.0, 1.1.1, 1.1.0, 2.0.0]\n- {name: bb, version: 1.0.0}\n";
  CHECK(ListedFault(listed) == "");
  CHECK(ListedFault("keep: {latest: 2, per: minor}\n" + listed) == "");
  CHECK(ListedFault("keep: {latest: 1, per: minor}\n" + listed) ==
        "s.yaml:4: package 'aa' version '1.1.0' is more than 'keep' allows\n"
        "  hint: move it to the stage that archives this one; or write a 'versionSelection' in place of versions, by which "
        "-relock does that\n");
  CHECK(ListedFault("keep: {latest: 2, per: major}\n" + listed).starts_with("s.yaml:4: package 'aa' version '1.0.0' is more"));
  CHECK(ListedFault("keep: {latest: 1}\npackages: [{name: aa, versionSelection: {constraints: '>=1.0.0'}}]\n") == "");
}

std::string LongForm(const std::string& more) {
  return "package_repository:\n  packages: [{name: aa, version: 1.0.0}]\n  " + more + "\n";
}

TEST_CASE("The long form's places are in a registry") {
  const StageFile stage = ParseStageFile("s.yaml", LongForm("imageBundle: localhost:5000/b/beta:1.0.0+a.1"));
  CHECK(stage.image == "localhost:5000/b/beta");
  CHECK(stage.tag == "1.0.0_a.1");
  CHECK(ParseStageFile("s.yaml", LongForm("imageBundle: localhost:5000/beta")).tag == "latest");
  CHECK(FailureOf(LongForm("imageBundle: r.example.com/beta@sha256:" + std::string(64, '0')))
            .starts_with("s.yaml:3: the build computes the digest of this stage's bundle"));
  CHECK(FailureOf(LongForm("imageBundle: 'r.example.com/beta:a b'"))
            .starts_with("s.yaml:3: 'a b' is not a valid tag"));
  CHECK(FailureOf(LongForm("url: https://example.com/a.tgz")).starts_with("s.yaml:3: a stage is a bundle"));
  CHECK(FailureOf(LongForm("name: Bad_Name")).starts_with("s.yaml:3: 'Bad_Name' may only contain"));
}

TEST_CASE("What would be said twice, or elsewhere, is refused") {
  CHECK(FailureOf("packages:\n- name: aa\n  version: 1.0.0\n  versions: [1.0.0]\n") ==
        "s.yaml:2: give either 'version' or 'versions', not both\n");
  CHECK(FailureOf("packages:\n- name: aa\n  versions: []\n") == "s.yaml:3: 'versions' of package 'aa' is empty\n");
  CHECK(FailureOf("package_repository:\n  imageBundle: r.io/a@sha256:12\n  packages: []\n") ==
        "s.yaml:2: the build computes the digest of this stage's bundle, so it cannot be given here\n"
        "  hint: write registry/path:tag\n");
  CHECK(FailureOf("package_repository:\n  url: https://example.com/a.tgz\n  packages: []\n") ==
        "s.yaml:2: a stage is a bundle in a registry, not an archive at a URL\n  hint: give its place in 'imageBundle'\n");
}

TEST_CASE("A stage holds something, pinned") {
  CHECK(FailureOf("packages: []\n") == "s.yaml:1: 'packages' is empty\n");
  CHECK(FailureOf("packages:\n") == "s.yaml:1: 'packages' is missing here\n");
  CHECK(FailureOf("package_repository: {packages: []}\n") == "s.yaml:1: 'packages' is empty\n");
  CHECK(FailureOf(
            "package_repository:\n  packages:\n  - name: aa\n    version: 1.0.0\n    image: r.io/aa/b:1\n")
            .starts_with("s.yaml:5: 'r.io/aa/b:1' is not an image with a digest"));
}

}  // namespace
}  // namespace pkgrepo::packaging
