#include "packaging/stage_edit.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

std::string Added(const std::string& text, const std::string& name, const std::string& version,
                  const std::string& domain = "") {
  StagedVersion entry;
  entry.name = name;
  entry.version = version;
  entry.domain = domain;
  return AddToStage("s.yaml", text, entry);
}

StagedVersion Named(const std::string& name, const std::string& version) {
  StagedVersion entry;
  entry.name = name;
  entry.version = version;
  return entry;
}

bool IsRefused(const std::string& text, const std::string& name, const std::string& version) {
  try {
    Added(text, name, version);
    return false;
  } catch (const Error& error) {
    return error.Render().find("by hand") != std::string::npos;
  }
}

TEST_CASE("Many versions at once give what one after the other gives") {
  const std::vector<StagedVersion> entries = {Named("a", "1.5.0"), Named("b", "2.0.0"), Named("a", "0.9.0"),
                                              Named("a", "1.4.0"), Named("c", "1.0.0"), Named("b", "1.0.0")};
  for (const std::string text : {"packages:\n- name: a\n  versions: [1.0.0, 2.0.0]  # tried\n",
                                 "packages:\n- name: b\n  versions:\n  - 1.1.0  # tried\n  - 3.0.0\n- name: z\n  version: 1.0.0\n",
                                 "packages:\n- name: a\n  version: 1.0.0\n- name: b\n  version: 1.5.0",
                                 "packages: [{name: a, versions: [1.0.0]}, {name: d, version: 1.0.0}]\n",
                                 "from: beta\n"}) {
    CAPTURE(text);
    std::string expected = text;
    for (const size_t i : {2, 3, 0, 5, 1, 4}) expected = AddToStage("s.yaml", expected, entries[i]);
    CHECK(AddToStage("s.yaml", text, entries) == expected);
  }
  CHECK(AddToStage("s.yaml",
                   "package_repository:\n  packages:\n  - name: a\n    version: 1.0.0\n  - name: d\n    version: 1.0.0  # last\n",
                   entries) ==
        "package_repository:\n  packages:\n  - name: a\n    version: 1.0.0\n  - name: a\n    version: 1.4.0\n"
        "  - name: a\n    version: 1.5.0\n  - name: d\n    version: 1.0.0  # last\n  - name: a\n    version: 0.9.0\n"
        "  - name: b\n    version: 1.0.0\n  - name: b\n    version: 2.0.0\n  - name: c\n    version: 1.0.0\n");
  CHECK(AddToStage("s.yaml", "from: beta\n", std::vector<StagedVersion>()) == "from: beta\n");
}

TEST_CASE("A version is put behind the next lower one, in the style of the list") {
  CHECK(Added("# Stable.\npackages:\n- name: a\n  versions: [1.0.0, 1.10.0]  # tried\n", "a", "1.9.0") ==
        "# Stable.\npackages:\n- name: a\n  versions: [1.0.0, 1.9.0, 1.10.0]  # tried\n");
  CHECK(Added("packages:\n- name: a\n  versions: ['1.0.0']\n", "a", "0.9.0") ==
        "packages:\n- name: a\n  versions: [0.9.0, '1.0.0']\n");
  CHECK(Added("packages:\n- name: a\n  versions:\n  - 1.0.0  # first\n  # last\n  - 3.0.0\n", "a", "2.0.0") ==
        "packages:\n- name: a\n  versions:\n  - 1.0.0  # first\n  - 2.0.0\n  # last\n  - 3.0.0\n");
  CHECK(Added("packages:\n- name: a\n  versions:\n  - 1.0.0", "a", "2.0.0") ==
        "packages:\n- name: a\n  versions:\n  - 1.0.0\n  - 2.0.0");
  CHECK(Added("packages:\n- name: a\n  versions:\n  - 1.0.0\n", "a", "0.1.0") ==
        "packages:\n- name: a\n  versions:\n  - 0.1.0\n  - 1.0.0\n");
}

TEST_CASE("One version becomes two") {
  CHECK(Added("packages:\n- {name: a, version: 1.0.0}\n", "a", "2.0.0") ==
        "packages:\n- {name: a, versions: [1.0.0, 2.0.0]}\n");
  CHECK(Added("packages:\n- version: \"1.0.0\" # x\n  name: a\n", "a", "0.2.0") ==
        "packages:\n- versions: [0.2.0, \"1.0.0\"] # x\n  name: a\n");
}

TEST_CASE("A package that is new goes to the end") {
  CHECK(Added("packages:\n  - name: a\n    versions: [1.0.0]\n    # why\n# the end\n", "b", "2.0.0") ==
        "packages:\n  - name: a\n    versions: [1.0.0]\n  - name: b\n    versions: [2.0.0]\n    # why\n# the end\n");
  CHECK(Added("packages:\n- name: a\n  versions: [1.0.0]\ntag: v1\n", "b", "2.0.0") ==
        "packages:\n- name: a\n  versions: [1.0.0]\n- name: b\n  versions: [2.0.0]\ntag: v1\n");
  CHECK(Added("packages: [{name: a, versions: ['1.0.0']}]\n", "b", "2.0.0") ==
        "packages: [{name: a, versions: ['1.0.0']}, {name: b, versions: [2.0.0]}]\n");
  CHECK(Added("from: beta\n", "b", "2.0.0") == "from: beta\npackages:\n- name: b\n  versions: [2.0.0]\n");
}

TEST_CASE("The long form has an entry a version") {
  const std::string text =
      "#@data/values\n---\npackage_repository:\n  packages:\n  #! first\n  - name: a\n    domain: d.example\n    version: 1.0.0\n"
      "  - name: b\n    version: 1.0.0\n";
  CHECK(Added(text, "a", "1.1.0", "d.example") ==
        "#@data/values\n---\npackage_repository:\n  packages:\n  #! first\n  - name: a\n    domain: d.example\n    version: 1.0.0\n"
        "  - name: a\n    domain: d.example\n    version: 1.1.0\n  - name: b\n    version: 1.0.0\n");
  CHECK(Added(text, "c", "1.1.0") == text + "  - name: c\n    version: 1.1.0\n");
}

TEST_CASE("What cannot be edited in place is left to people") {
  CHECK(IsRefused("packages:\n- {name: a, version: &v 1.0.0}\n- {name: b, version: *v}\n", "b", "2.0.0"));
  CHECK(IsRefused("packages:\n- {name: a, versions: &v [1.0.0]}\n- {name: b, versions: *v}\n", "b", "2.0.0"));
  CHECK(IsRefused("package_repository: {from: beta}\n", "b", "2.0.0"));
  CHECK(IsRefused("packages:\n-\n  name: a\n  versions: [1.0.0]\n", "b", "2.0.0"));
  CHECK(IsRefused("from: 'beta\n", "b", "2.0.0"));  // yaml-cpp takes a quote that does not end
}

}  // namespace
}  // namespace pkgrepo::packaging
