#include "packaging/stage_lock.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

std::string FaultOf(const std::string& text) {
  try {
    StageLock::Parse("s.lock.yaml", text);
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

TEST_CASE("A lock is read as it was written") {
  const StageLock lock{.packages = {{.name = "app", .versions = {{"1.10.0"}, {"2.0.0+b"}}, .archived = {{"1.9.0"}}},
                                    {.name = "pear", .versions = {}, .archived = {}}}};
  const StageLock again = StageLock::Parse("s.lock.yaml", lock.ToYaml());
  CHECK(again == lock);
  CHECK(again.ByName().at("app")->versions.at(1).position.ToString() == "s.lock.yaml:6");
  CHECK(again.ByName().size() == 2);
  CHECK(StageLock::Parse("s.lock.yaml", StageLock().ToYaml()) == StageLock());
}

TEST_CASE("What it would not write is refused with its line") {
  const std::string hint =
      "  hint: the stage's -lock and -relock targets write this file: take it as version control has it\n";
  CHECK(FaultOf("") == "s.lock.yaml:1: expected a map with 'packages'\n" + hint);
  CHECK(FaultOf("packages:\n- name: a b\n") == "s.lock.yaml:2: 'a b' is not the name or version of a package\n" + hint);
  CHECK(FaultOf("packages:\n- name: a\n  versions:\n  - '#'\n") ==
        "s.lock.yaml:4: '#' is not the name or version of a package\n" + hint);
  CHECK(FaultOf("packages:\n- name: a\n  versions: [1.0.0, 1.0.0]\n") == "s.lock.yaml:3: version '1.0.0' is listed twice\n" + hint);
  CHECK(FaultOf("packages:\n- name: a\n- name: a\n") == "s.lock.yaml:3: package 'a' is listed twice\n" + hint);
  CHECK(FaultOf("packages:\n- name: a\n  version: 1.0.0\n") ==
        "s.lock.yaml:3: unknown key 'version'\n  hint: did you mean 'versions'?\n");
  CHECK(FaultOf("<<<<<<< ours\npackages: []\n").starts_with("s.lock.yaml:"));
}

TEST_CASE("It is beside the file of the stage") {
  CHECK(StageLockPath("stages/beta.yaml") == "stages/beta.lock.yaml");
  CHECK(StageLockPath("stages.d/beta") == "stages.d/beta.lock.yaml");
}

}  // namespace
}  // namespace pkgrepo::packaging
