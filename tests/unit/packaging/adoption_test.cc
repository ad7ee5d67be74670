#include "packaging/adoption.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* kHead =
    "cmake_minimum_required(VERSION 3.24)\nproject(acme LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n\n";

std::string PackageText(const std::string& version) {
  return "apiVersion: data.packaging.carvel.dev/v1alpha1\nkind: Package\nspec: {version: " + version + "}\n";
}

std::string TextOf(const Adoption& adoption, const std::string& path) {
  for (const NewFiles::File& file : adoption.files.files()) {
    if (file.path == path) return file.text;
  }
  return "no " + path;
}

TEST_CASE("Folders of versions become packages, with the stages that are there") {
  MemoryFileSystem disk;
  disk.WriteFile("/acme/packages/app/1.0.0/bundle/config/a.yaml", "");
  disk.WriteFile("/acme/packages/app/1.1.0/package.yaml", "");
  disk.WriteFile("/acme/packages/app/latest/bundle/config/a.yaml", "");
  disk.WriteFile("/acme/repos/main.yaml", "packages: [{name: app, version: 1.0.0}]\n");
  const Adoption adoption = PlanAdoption("/acme", {.domain = "d.example", .registry = "r.example"}, disk);
  CHECK(TextOf(adoption, "/acme/CMakeLists.txt") ==
        std::string(kHead) +
            "set(PACKAGE_REPO_REGISTRY r.example CACHE STRING \"Where images will live\")\n"
            "add_carvel_packages(packages DOMAIN d.example\n  EXCLUDE app/latest)\n\nadd_carvel_stage(main FILE repos/main.yaml)\n");
  CHECK(adoption.files.files().size() == 1);
  CHECK(adoption.understood == Lines{"package app, 2 versions", "stage main"});
  CHECK(adoption.not_understood.size() == 1);
}

TEST_CASE("Packages one a file get a stage of all of them, and a repository the name that it has") {
  MemoryFileSystem disk;
  disk.WriteFile("/acme/packages/app.acme.example/1.10.0.yaml", PackageText("1.10.0"));
  disk.WriteFile("/acme/packages/app.acme.example/1.9.0.yml", PackageText("1.9.0"));
  disk.WriteFile("/acme/packages/app.acme.example/metadata.yml", "kind: PackageMetadata\n");
  disk.WriteFile("/acme/pkgrepo-build.yml", "kind: PackageRepositoryBuild\nmetadata: {name: demo.acme.example}\n");
  const Adoption adoption = PlanAdoption("/acme", {}, disk);
  CHECK(TextOf(adoption, "/acme/stages/main.yaml") ==
        "# All versions that were there when this repository was adopted.\npackages:\n- name: app.acme.example\n  versions:\n"
        "  - \"1.10.0\"\n  - \"1.9.0\"\n");
  CHECK(TextOf(adoption, "/acme/repos/main.yaml") == "stage: main\nname: demo.acme.example\n");
  CHECK(TextOf(adoption, "/acme/CMakeLists.txt") ==
        std::string(kHead) + "add_carvel_packages(packages)\n\nadd_carvel_stage(main FILE stages/main.yaml)\n"
                             "add_carvel_repository(main FILE repos/main.yaml)\n");
}

TEST_CASE("Projects of kctrl are packages by the first part of their names") {
  MemoryFileSystem disk;
  disk.WriteFile("/acme/apps/demo/package-build.yml", "kind: PackageBuild\nmetadata: {name: demo.acme.example}\n");
  disk.WriteFile("/acme/apps/demo/package-resources.yml", PackageText("1.0.0"));
  disk.WriteFile("/acme/apps/odd/package-build.yml", "kind: PackageBuild\n");
  disk.WriteFile("/acme/apps/draft/package-build.yml", "kind: PackageBuild\nmetadata: {name: draft.acme.example}\n");
  const Adoption adoption = PlanAdoption("/acme", {}, disk);
  CHECK(TextOf(adoption, "/acme/CMakeLists.txt").find("add_carvel_package(demo SOURCE apps/demo VERSION 1.0.0)\n") !=
        std::string::npos);
  CHECK(adoption.not_understood == Lines{"/acme/apps/draft/package-resources.yml has no Package that states a version",
                                         "/acme/apps/odd/package-build.yml does not name its package"});
}

TEST_CASE("A second survey finds the same") {
  MemoryFileSystem disk;
  disk.WriteFile("/acme/packages/app.acme.example/1.10.0.yaml", PackageText("1.10.0"));
  disk.WriteFile("/acme/pkgrepo-build.yml", "kind: PackageRepositoryBuild\nmetadata: {name: demo.acme.example}\n");
  const Adoption first = PlanAdoption("/acme", {}, disk);
  first.files.Write(disk);
  const Adoption second = PlanAdoption("/acme", {}, disk);
  CHECK(TextOf(second, "/acme/CMakeLists.txt") == TextOf(first, "/acme/CMakeLists.txt"));
  CHECK(second.understood == first.understood);
}

TEST_CASE("Where there is nothing to adopt, it says what was looked for") {
  MemoryFileSystem disk;
  disk.WriteFile("/acme/README.md", "");
  std::string fault;
  try {
    PlanAdoption("/acme", {}, disk);
  } catch (const Error& error) {
    fault = error.Render();
  }
  CHECK(fault == "there are no packages in /acme\n"
                 "  hint: expected NAME/VERSION/bundle, NAME/*.yaml with Packages, or a package-build.yml of kctrl\n");
}

}  // namespace
}  // namespace pkgrepo::packaging
