#include "packaging/makefile_task.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

using Variables = std::map<std::string, std::string>;

struct Orchard {
  Orchard() {
    files.WriteFile("carvel/packages.list", "apple 1.0.0\napple 1.1.0\nfig 1.0.0\npear 2.0.0 2.0.0+a\n");
    files.WriteFile("carvel/actions.list", "apple-sync\napple-lock\npear-sync\npear-lock\n");
    files.WriteFile("carvel/stages.list", "alpha /s/alpha.yaml\nbeta /s/beta.yaml\n");
    files.WriteFile("carvel/repositories.list", "one /s/one.yaml\ntwo /s/two.yaml\nthree /s/three.yaml\n");
    files.WriteFile("/s/one.yaml", "stage: alpha\n");
    files.WriteFile("/s/two.yaml", "stage: beta\nname: two.example.com\n");
    files.WriteFile("/s/three.yaml", "stage: alpha\n");
  }

  // What the task waits for, or the error.
  std::string Waits(const std::string& task, const Variables& variables) {
    try {
      const std::string text = MakefileTask(task, variables).Order(tree, files).ToDyndep();
      const std::string head = "ninja_dyndep_version = 1\nbuild carvel/tasks/" + task + ": dyndep | ";
      return text.starts_with(head) ? text.substr(head.size()) : text;
    } catch (const Error& error) {
      return error.Render();
    }
  }

  MemoryFileSystem files;
  BuildTree tree{"carvel"};
};

TEST_CASE("Tasks wait for the targets and results that their variables name") {
  Orchard orchard;
  CHECK(orchard.Waits("vendir-sync-package", {{"PACKAGE", "apple"}}) == "apple-sync\n");
  CHECK(orchard.Waits("lock-package-images", {{"PACKAGE", "pear"}}) == "pear-lock\n");
  CHECK(orchard.Waits("push-package", {{"PACKAGE", "pear"}, {"TAG", "v1"}}) ==
        "carvel/packages/pear/2.0.0/package.yaml carvel/packages/pear/2.0.0/metadata.yaml\n");
  CHECK(orchard.Waits("push-package", {{"PACKAGE", "pear/2.0.0+a"}}) ==
        "carvel/packages/pear/2.0.0/package.yaml carvel/packages/pear/2.0.0/metadata.yaml\n");
  CHECK(orchard.Waits("generate-package-metadata", {{"STAGE", "beta"}}) == "carvel/stages/beta/stage.json\n");
  CHECK(orchard.Waits("generate-package-repository-metadata", {{"STAGE", "alpha"}}) ==
        "carvel/repositories/one.yaml carvel/repositories/three.yaml\n");
  CHECK(MakefileTask("push-package-all", {}).VersionsToPush(orchard.tree, orchard.files).size() == 4);
}

TEST_CASE("A promotion waits for the stage that it comes from, and for what users move on from") {
  Orchard orchard;
  orchard.files.WriteFile("/s/alpha.yaml", "packages: [{name: apple, versions: [1.0.0, 1.1.0]}, {name: pear, version: 2.0.0}]\n");
  orchard.files.WriteFile("/s/beta.yaml", "packages: [{name: apple, version: 1.0.0}]\n");
  const std::string head = "ninja_dyndep_version = 1\nbuild carvel/tasks/stage-beta-promote: dyndep | ";
  const std::string before = "carvel/packages/apple/1.0.0/metadata.yaml carvel/packages/apple/1.0.0/package.yaml ";
  const auto waits = [&](const std::string& package) {
    return orchard.Waits("promote", {{"FROM", "alpha"}, {"TO", "beta"}, {"PACKAGE", package}});
  };
  CHECK(waits("apple@1.1.0") == head + before + "carvel/stages/alpha/stage.json\n");
  CHECK(waits("all") == head + before + "carvel/stages/alpha/stage.json\n");
  CHECK(waits(" pear@2.0.0+a  apple@1.0.0") == head + "carvel/stages/alpha/stage.json\n");
  const std::string hint = "\n  hint: write PACKAGE=NAME@VERSION, or PACKAGE=all for what stage 'beta' lacks\n";
  CHECK(waits("") == "promote needs the variable PACKAGE" + hint);
  CHECK(waits("apple") == "PACKAGE is 'apple'" + hint);
  CHECK(waits(" ") == "PACKAGE is ' '" + hint);
  CHECK(waits("apple@3.0.0") ==
        "/s/alpha.yaml:1: stage 'alpha' has no version '3.0.0' of package 'apple'\n  hint: it has 1.0.0, 1.1.0\n");
  CHECK(orchard.Waits("promote", {{"FROM", "alfa"}, {"TO", "beta"}, {"PACKAGE", "all"}}) ==
        "FROM names the unknown stage 'alfa'\n  hint: did you mean 'alpha'?\n");
}

TEST_CASE("What is missing or unknown is an error with what there is") {
  Orchard orchard;
  CHECK(orchard.Waits("vendir-sync-package", {}) ==
        "vendir-sync-package needs the variable PACKAGE, such as PACKAGE=apple\n  hint: this project has apple, fig, pear\n");
  CHECK(orchard.Waits("vendir-sync-package", {{"PACKAGE", "aple"}}) ==
        "PACKAGE names the unknown package 'aple'\n  hint: did you mean 'apple'?\n");
  CHECK(orchard.Waits("lock-package-images", {{"PACKAGE", "fig"}}) ==
        "package 'fig' has no target fig-lock: it has no bundle of this project\n");
  CHECK(orchard.Waits("push-package", {{"PACKAGE", "apple/3"}}) ==
        "PACKAGE names 'apple/3', and package 'apple' has no such version\n  hint: it has apple/1.0.0, apple/1.1.0\n");
  CHECK(orchard.Waits("push-package-all", {{"TAG", "v1"}}) ==
        "package 'apple' has several versions, which cannot all have the tag 'v1'\n"
        "  hint: leave TAG out, so that each gets its own, or push one of them: PACKAGE=apple/1.1.0\n");
  CHECK(orchard.Waits("generate-package-metadata", {}) ==
        "generate-package-metadata needs the variable STAGE, such as STAGE=alpha\n  hint: this project has alpha, beta\n");
  orchard.files.WriteFile("/s/two.yaml", "stage: alpha\n");
  CHECK(orchard.Waits("generate-package-repository-metadata", {{"STAGE", "beta"}}) ==
        "no repository serves stage 'beta'\n"
        "  hint: declare one with add_carvel_repository(), whose file has the line 'stage: beta'\n");
  CHECK(orchard.Waits("create-everything", {}) == "no such task: create-everything\n");
}

}  // namespace
}  // namespace pkgrepo::packaging
