#include "packaging/package_images.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "packaging/kctrl_project.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

using Strings = std::vector<std::string>;

const std::string kOverride =
    "apiVersion: kbld.k14s.io/v1alpha1\nkind: Config\noverrides: [{image: app, newImage: "
    "'reg.test/app:1'}]\n";
const std::string kPod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {image: app}\n";

// A project of kctrl with these template steps, and this behind them in its build file.
struct Project {
  explicit Project(const std::string& steps, const std::string& exports) {
    files.WriteFile(
        "/p/1.0.0/bundle/package-build.yml",
        "apiVersion: kctrl.carvel.dev/v1alpha1\nkind: PackageBuild\nmetadata: {name: p.acme.dev}\n"
        "spec:\n  template:\n    spec:\n      app: {spec: {deploy: [{kapp: {}}], template: [" +
            steps + "]}}\n      " + exports + "\n");
    files.WriteFile("/p/1.0.0/bundle/package-resources.yml",
                    "apiVersion: data.packaging.carvel.dev/v1alpha1\nkind: Package\n"
                    "metadata: {name: p.acme.dev.0.0.0}\nspec: {refName: p.acme.dev, version: 0.0.0}\n");
    files.WriteFile("/p/1.0.0/bundle/config/a.yaml", "");
    files.WriteFile("/p/1.0.0/bundle/kbld.yaml", kOverride);
    files.WriteFile("/out/p/1.0.0/vendor.json", "{\"fetched\": [], \"key\": \"\", \"tree\": \"\"}");
  }

  KctrlProject Read() { return *ReadKctrlProject("/p/1.0.0/bundle", inputs); }
  // The paths of kbld in the released Package; "none" if it has no such key.
  Strings KbldPaths() {
    const nlohmann::json package = Read().package;
    const nlohmann::json kbld = package["spec"]["template"]["spec"]["template"].back()["kbld"];
    return kbld.contains("paths") ? kbld["paths"].get<Strings>() : Strings{"none"};
  }

  MemoryFileSystem files;
  StepInputs inputs{files};
  PackageFolders folders{.source = SourceTree("/p/1.0.0"), .output = "/out/p/1.0.0"};
};

const std::string kSteps = "{ytt: {paths: [config]}}, {kbld: {paths: ['-', kbld.yaml]}}";
const Strings kReleased = {"-", ".imgpkg/images.yml"};
const Strings kWritten = {"-", "kbld.yaml"};

}  // namespace

TEST_CASE("With useKbldImagesLock the lock takes the place of kbld's paths") {
  const std::string exports =
      "export: [{imgpkgBundle: {image: i, useKbldImagesLock: true}, includePaths: [config]}]";
  CHECK(Project(kSteps, exports).KbldPaths() == kReleased);
  CHECK(Project("{ytt: {paths: [config]}}, {kbld: {}}", exports).KbldPaths() == kReleased);
  CHECK(Project("{ytt: {paths: [config]}}, {kbld: {paths: ['kbld.yaml']}}", exports).KbldPaths() ==
        kReleased);
}

TEST_CASE("Without useKbldImagesLock kbld's paths stay") {
  for (const std::string exports :
       {"export: [{imgpkgBundle: {image: i}}]", "export: [{imgpkgBundle: {useKbldImagesLock: false}}]"}) {
    CHECK(Project(kSteps, exports).KbldPaths() == kWritten);
    CHECK(Project("{ytt: {paths: [config]}}, {kbld: {}}", exports).KbldPaths() == Strings{"none"});
  }
}

TEST_CASE("What exports leave out is as kctrl has it") {
  for (const std::string exports :
       {"export: []", "export:", "release: []", "export: [{includePaths: [config]}]"}) {
    CAPTURE(exports);
    CHECK(Project(kSteps, exports).KbldPaths() == kReleased);
  }
  Project last(kSteps,
               "export: [{imgpkgBundle: {image: i, useKbldImagesLock: true}, includePaths: [a]},"
               " {imgpkgBundle: {image: j}, includePaths: [b]}, {includePaths: [c]}]");
  CHECK(last.KbldPaths() == kWritten);
  CHECK(last.Read().include_paths == Strings{"b"});
}

TEST_CASE("A step without a value is refused, as kctrl refuses it") {
  Project project("{ytt: {paths: [config]}}, {kbld: }", "export: []");
  CHECK_THROWS_WITH_AS(
      project.Read(),
      "spec.template.spec.template[1]: one of ytt, kbld, helmTemplate, kustomize, jsonnet, sops, cue is "
      "missing",
      Error);
}

TEST_CASE("package-resources.yml has a Package of the version that is known") {
  const auto error_of = [](const std::string& package) -> std::string {
    Project project(kSteps, "export: []");
    project.files.WriteFile("/p/1.0.0/bundle/package-resources.yml", package);
    try {
      project.Read();
    } catch (const Error& error) {
      return error.Render();
    }
    return "";
  };
  CHECK(error_of("apiVersion: data.packaging.carvel.dev/v2\nkind: Package\n"
                 "metadata: {name: p.acme.dev.0.0.0}\nspec: {refName: p.acme.dev, version: 0.0.0}\n") ==
        "/p/1.0.0/bundle/package-resources.yml:1: expected apiVersion data.packaging.carvel.dev/v1alpha1, "
        "found data.packaging.carvel.dev/v2\n");
  CHECK(error_of("apiVersion: data.packaging.carvel.dev/v1alpha1\nkind: Package\n"
                 "metadata: {name: p.acme.dev.0.0.0}\n"
                 "spec:\n  refName: p.acme.dev\n  version: 0.0.0\n  template: [a]\n") ==
        "/p/1.0.0/bundle/package-resources.yml:7: expected a map of 'template'\n");
}

TEST_CASE("kctrl makes the lock with the paths that it leaves out of a release") {
  Project project(kSteps, "export: []");
  const PackageImages images(project.folders, project.inputs);
  const RenderedCase rendered{.name = "default", .text = kPod};
  const ImageReferences wanted = images.ReferencesOf({rendered});
  CHECK(wanted.references == std::set<std::string>{"app"});
  REQUIRE(wanted.config.overrides.size() == 1);
  CHECK(wanted.config.overrides[0].new_image == "reg.test/app:1");
  CHECK(images.DeployedBy(rendered).resources.size() == 1);
  // The lock is yet to be made: what is missing from it is what the override leads to, and making the lock helps.
  const ImageUse use = FindImageUse(images.InputsOf(rendered).resources, {});
  REQUIRE(use.unlocked.size() == 1);
  CHECK(use.unlocked[0] == UnlockedImage{"pod/a (v1) cluster", "reg.test/app:1", ""});
}

TEST_CASE("The images of all cases that render are locked together") {
  Project project(kSteps, "export: [{imgpkgBundle: {image: i}}]");
  const PackageImages images(project.folders, project.inputs);
  const ImageReferences wanted = images.ReferencesOf(
      {{.name = "default", .text = kPod},
       {.name = "refused", .refused = true, .text = "no"},
       {.name = "other", .text = kPod + "---\napiVersion: v1\nkind: Pod\nspec: {image: side}\n"}});
  CHECK(wanted.references == std::set<std::string>{"app", "side"});
}

TEST_CASE("Where only images matter, manifests without any are not read") {
  MemoryFileSystem files;
  files.WriteFile("/p/1.0.0/bundle/config/a.yaml", "");
  files.WriteFile("/out/p/1.0.0/vendor.json", "{\"fetched\": [], \"key\": \"\", \"tree\": \"\"}");
  StepInputs inputs{files};
  const PackageFolders folders{.source = SourceTree("/p/1.0.0"), .output = "/out/p/1.0.0"};
  const PackageImages images(folders, inputs);
  const auto count = [&](const std::string& text) {
    return images.InputsWithImages({.name = "default", .text = text}).resources.size() -
           images.InputsWithImages({.name = "default", .text = ""}).resources.size();
  };
  const std::string map = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";
  const std::string pod = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: app\n";
  CHECK(count(map) == 0);
  CHECK(count(map + "---\n" + pod + "---\n" + map) == 1);
  CHECK(count("kind: List\nitems:\n- a: 1\n- b: 2\n") == 2);
  CHECK(count("a: 1\n---\n" + map) == 1);
  CHECK(count(map + "---\n" + kOverride + "---\n" + map) == 3);
  const auto error_of = [&](const std::string& text) -> std::string {
    try {
      images.InputsWithImages({.name = "default", .text = text});
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  };
  CHECK(error_of(map + "---\n- a\n").starts_with("Parsing file 'default.yaml' doc 2: "));
  CHECK(error_of(map + "---\nkind: A\nx: .inf\n").starts_with("Parsing file 'default.yaml' doc 2: "));
}

TEST_CASE("What a template language of its own has printed is read whole") {
  Project project("{ytt: {paths: [config]}}, {helmTemplate: {path: config}}, {kbld: {paths: ['-']}}", "export: []");
  const PackageImages images(project.folders, project.inputs);
  const auto count = [&](const std::string& text) {
    return images.InputsWithImages({.name = "default", .text = text}).resources.size();
  };
  CHECK(count("apiVersion: v1\nkind: A\n") == count("") + 1);
}

}  // namespace pkgrepo::packaging
