#include "packaging/stage_choice.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

PackageList Apples() {
  PackageList packages;
  for (const char* version : {"1.0.0", "1.9.0", "1.10.0", "1.10.1", "2.0.0-rc.1", "2.0.0"}) {
    packages["apple"].push_back({.folder = version, .version = version});
  }
  return packages;
}

StageFile Stage(const std::string& rules, const std::string& constraints) {
  return ParseStageFile("s.yaml",
                        rules + "packages:\n- name: apple\n  versionSelection: {constraints: '" + constraints + "'}\n");
}

std::string Locked(const std::string& rules, const std::string& constraints, const std::string& old = "",
                   const ChoiceOptions& options = {}) {
  const StageLock lock = old.empty() ? StageLock() : StageLock::Parse("s.lock.yaml", old);
  std::string text = ChooseStage(Stage(rules, constraints), lock, Apples(), options).lock.ToYaml();
  return text.substr(text.find("- name"));
}

std::string FailureOf(const std::string& rules, const std::string& constraints, const std::string& old) {
  try {
    Locked(rules, constraints, old, {.relock = true});
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

TEST_CASE("All that fits is chosen, in the order of versions") {
  CHECK(Locked("", ">=1.5.0 <2.0.0-0") == "- name: apple\n  versions:\n  - 1.9.0\n  - 1.10.0\n  - 1.10.1\n");
  CHECK(Locked("", "2.0.0-rc.1") == "- name: apple\n  versions:\n  - 2.0.0-rc.1\n");
}

TEST_CASE("The newest are kept, by package, major or minor version; the rest is archived") {
  CHECK(Locked("keep: {latest: 2}\n", ">=1.0.0") ==
        "- name: apple\n  versions:\n  - 1.10.1\n  - 2.0.0\n  archived:\n  - 1.0.0\n  - 1.9.0\n  - 1.10.0\n");
  CHECK(Locked("keep: {latest: 1, per: major}\n", ">=1.0.0") ==
        "- name: apple\n  versions:\n  - 1.10.1\n  - 2.0.0\n  archived:\n  - 1.0.0\n  - 1.9.0\n  - 1.10.0\n");
  CHECK(Locked("keep: {latest: 1, per: minor}\n", ">=1.0.0") ==
        "- name: apple\n  versions:\n  - 1.0.0\n  - 1.9.0\n  - 1.10.1\n  - 2.0.0\n  archived:\n  - 1.10.0\n");
}

TEST_CASE("What is locked stays while it fits, unless it is to be chosen anew") {
  const std::string old = "packages:\n- name: apple\n  versions: [1.9.0]\n";
  CHECK(Locked("", "1.x", old) == "- name: apple\n  versions:\n  - 1.9.0\n");
  CHECK(Locked("", ">=1.10.0 <2.0.0", "packages:\n- name: apple\n  versions: [1.10.0, 1.10.1]\n", {.relock = true}) ==
        "- name: apple\n  versions:\n  - 1.10.0\n  - 1.10.1\n");
  CHECK(Locked("", "1.9.x", "packages:\n- name: apple\n  versions: [1.10.0]\n", {.is_archived = true}) ==
        "- name: apple\n  versions:\n  - 1.9.0\n  archived:\n  - 1.10.0\n");
}

TEST_CASE("No version leaves without a word") {
  const std::string old = "packages:\n- name: apple\n  versions: [1.0.0, 1.9.0]\n";
  CHECK(FailureOf("keep: {latest: 1}\n", "1.x", old).find("version '1.0.0' of package 'apple' would leave this stage") !=
        std::string::npos);
  CHECK(FailureOf("withdrawn: [{name: apple, version: 1.0.0, reason: r}]\n", "1.x", old) == "");
  const std::string gone = "packages:\n- name: apple\n  versions: [1.0.0]\n  archived: [0.9.0]\n";
  CHECK(FailureOf("", "1.x", gone).find("version '0.9.0' of package 'apple', which this stage has had, is gone") !=
        std::string::npos);
  CHECK(FailureOf("withdrawn: [{name: apple, version: 0.9.0, reason: r}]\n", "1.x", gone) == "");
}

TEST_CASE("A lock is read as it was written, and nothing else") {
  const StageLock lock = StageLock::Parse("s.lock.yaml", "packages:\n- name: apple\n  versions: [1.10]\n  archived: [1.9]\n");
  CHECK(StageLock::Parse("s.lock.yaml", lock.ToYaml()) == lock);
  CHECK(StageLock::Parse("s.lock.yaml", StageLock().ToYaml()) == StageLock());
  CHECK_THROWS_AS(StageLock::Parse("s.lock.yaml", "[]"), Error);
  CHECK_THROWS_AS(StageLock::Parse("s.lock.yaml", "packages:\n- name: a\n  versions: [1, 1]\n"), Error);
  CHECK_THROWS_AS(StageLock::Parse("s.lock.yaml", "packages:\n- name: a\n- name: a\n"), Error);
  CHECK(StageLockPath("stages/beta.yaml") == "stages/beta.lock.yaml");
  CHECK(StageLockPath("stages.d/beta") == "stages.d/beta.lock.yaml");
}

}  // namespace
}  // namespace pkgrepo::packaging
