#include "packaging/kctrl_files.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "packaging/kctrl_init.h"
#include "packaging/kctrl_project.h"
#include "packaging/kctrl_release.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

template <typename Read>
std::string FaultOf(Read read) {
  try {
    read();
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

// What kctrl makes of its file.
std::string Rewritten(const std::string& text) {
  MemoryFileSystem files;
  files.WriteFile("package-build.yml", text);
  KctrlBuild::Read(files).Write(files);
  return files.ReadFile("package-build.yml");
}

TEST_CASE("A build is written with sorted keys, and without what kctrl does not know") {
  CHECK(Rewritten("kind: PackageBuild\nmetadata: {name: demo.acme.example, colour: red}\napiVersion: kctrl.carvel.dev/v1alpha1\n"
                  "spec:\n  release: [{resource: {}}, {}]\n  template:\n    spec:\n      app:\n        spec:\n"
                  "          template: [{ytt: {paths: [config], flavour: sweet}}]\n          deploy: [{kapp: {}}]\n"
                  "      export:\n      - {imgpkgBundle: {image: r.example/a, useKbldImagesLock: true}, includePaths: [config]}\n") ==
        "apiVersion: kctrl.carvel.dev/v1alpha1\nkind: PackageBuild\nmetadata:\n  creationTimestamp: null\n"
        "  name: demo.acme.example\nspec:\n  release:\n  - resource: {}\n  - {}\n  template:\n    spec:\n      app:\n        spec:\n"
        "          deploy:\n          - kapp: {}\n          template:\n          - ytt:\n              paths:\n"
        "              - config\n      export:\n      - imgpkgBundle:\n          image: r.example/a\n"
        "          useKbldImagesLock: true\n        includePaths:\n        - config\n");
  const std::string empty = Rewritten("");
  CHECK(Rewritten(empty) == empty);
}

TEST_CASE("Values of another type are told in Go's words, and other values are texts") {
  const std::string head = "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ";
  CHECK(FaultOf([] { Rewritten("[]\n"); }) == head + "array into Go value of type buildconfigs.PackageBuild");
  CHECK(FaultOf([] { Rewritten("spec: a\n"); }) == head + "string into Go struct field spec of type object");
  CHECK(FaultOf([] { Rewritten("spec: {release: {}}\n"); }) == head + "object into Go struct field release of type []object");
  CHECK(FaultOf([] { Rewritten("kind: []\n"); }) == head + "array into Go struct field PackageBuild.kind of type string");
  CHECK(Rewritten("kind: 1\n").find("kind: \"1\"\n") != std::string::npos);
  MemoryFileSystem none;
  CHECK(FaultOf([&] { KctrlBuild::Read(none); }) == "open package-build.yml: no such file or directory");
  CHECK_FALSE(KctrlBuild::Find(none));
}

TEST_CASE("Resources that are missing are made new for init, and refused for a release") {
  MemoryFileSystem files;
  files.WriteFile("package-resources.yml", "");
  const KctrlResources made = KctrlResources::FindOrMake(files);
  CHECK(made.package["kind"] == "Package");
  CHECK(made.install["spec"] == json::object());
  made.Write(files);
  const std::string text = files.ReadFile("package-resources.yml");
  KctrlResources::FindOrMake(files).Write(files);
  CHECK(files.ReadFile("package-resources.yml") == text);
  CHECK(KctrlResources::Read(files).package == made.package);
  files.WriteFile("package-resources.yml", "kind: Other\n");
  CHECK(FaultOf([&] { KctrlResources::Read(files); }) == "Expected to find at least one App or PackageInstall, but found none");
}

TEST_CASE("The build of a repository names its image") {
  MemoryFileSystem files;
  CHECK_FALSE(KctrlRepositoryBuild::Find(files));
  files.WriteFile("pkgrepo-build.yml", "metadata: {name: demo.acme.example}\nspec: {export: {imgpkgBundle: {image: r.example/a}}}\n");
  const KctrlRepositoryBuild build = *KctrlRepositoryBuild::Find(files);
  CHECK(build.image == "r.example/a");
  CHECK(build.name() == "demo.acme.example");
  build.Write(files);
  CHECK(KctrlRepositoryBuild::Find(files)->image == "r.example/a");
}

TEST_CASE("The time of a release has Go's form") { CHECK(FormatReleaseTime(1654084800) == "2022-06-01T12:00:00Z"); }

TEST_CASE("A name has three parts") {
  CHECK_FALSE(KctrlNameFault("demo.acme.example"));
  CHECK(KctrlNameFault("demo.acme") ==
        "Invalid name: demo.acme should be a fully qualified name with at least three segments separated by dots");
  CHECK(KctrlNameFault("Demo.acme.example")->starts_with("a lowercase RFC 1123 subdomain must consist of"));
  CHECK(SplitKctrlPaths(" a , b/c") == std::vector<std::string>{"a", "b/c"});
}

TEST_CASE("The answers for a folder become its template and what is exported") {
  MemoryFileSystem files;
  KctrlBuild build;
  KctrlResources resources = KctrlResources::FindOrMake(files);
  NameKctrlResources(resources, "demo.acme.example");
  SetKctrlSource(build, KctrlSource::kLocalFolder, {"config"}, std::nullopt);
  CHECK(build.app.dump() == R"({"deploy":[{"kapp":{}}],"template":[{"ytt":{"paths":["config"]}},{"kbld":{}}]})");
  CHECK(build.exports.at(0).include_paths == std::vector<std::string>{"config"});
  CHECK_FALSE(HasOtherTemplate(build, resources));
  TakeTemplate(build, resources);
  CHECK_FALSE(HasOtherTemplate(build, resources));
  FinishKctrlInit("demo.acme.example", build, resources);
  CHECK(build.name() == "demo.acme.example");
  CHECK(resources.package["metadata"]["name"] == "demo.acme.example.0.0.0");
  CHECK(resources.package_metadata["spec"]["displayName"] == "demo");
  CHECK(resources.install["spec"]["serviceAccountName"] == "demo-sa");
  // Another answer changes the paths alone.
  build.app["template"].push_back({{"ytt", {{"paths", {"-"}}}}});
  SetKctrlSource(build, KctrlSource::kLocalFolder, {"a", "b"}, std::nullopt);
  CHECK(build.app["template"].dump() == R"([{"ytt":{"paths":["a","b"]}},{"kbld":{}},{"ytt":{"paths":["-"]}}])");
  CHECK(HasOtherTemplate(build, resources));
  CHECK(EarlierSource(build, std::nullopt) == KctrlSource::kLocalFolder);
}

TEST_CASE("A chart of a git repository is where its files are") {
  KctrlBuild build;
  KctrlVendor vendor;
  vendor.contents.git = vendir::GitSource{.url = "https://git.example.com/demo", .ref = "v1"};
  vendor.contents.include_paths = {"charts/demo/**/*"};
  CHECK(EarlierSource(build, vendor) == KctrlSource::kGit);
  SetKctrlSource(build, KctrlSource::kHelmChartFromGit, {}, vendor);
  CHECK(build.app["template"][0]["helmTemplate"]["path"] == "upstream/charts/demo");
  CHECK(EarlierSource(build, vendor) == KctrlSource::kHelmChartFromGit);
  MemoryFileSystem files;
  files.WriteFile("vendir.yml", "");
  vendor.Write(files);
  CHECK(KctrlVendor::Find(files)->contents.include_paths == vendor.contents.include_paths);
}

TEST_CASE("A release exports a bundle, and writes Packages in one of two forms") {
  KctrlBuild build;
  CHECK(ExportedImage(build) == "");
  build.exports.emplace_back();
  PrepareKctrlRelease(build, "r.example/a");
  CHECK(ExportedImage(build) == "r.example/a");
  PrepareKctrlRelease(build, "r.example/a");
  CHECK(build.releases == std::vector<bool>{true});
  MemoryFileSystem files;
  const json package = {{"kind", "Package"}};
  CHECK(WriteKctrlPackage("out", false, "a.b.c", "1.0.0", package, package, files) ==
        std::vector<std::string>{"out/packages/a.b.c/metadata.yml", "out/packages/a.b.c/package.yml"});
  CHECK(WriteKctrlPackage("repo", true, "a.b.c", "1.0.0", package, package, files) ==
        std::vector<std::string>{"repo/packages/a.b.c/metadata.yml", "repo/packages/a.b.c/1.0.0.yml"});
}

TEST_CASE("What a build graph reads of a project: the template in the Package, and what is exported") {
  MemoryFileSystem files;
  files.WriteFile("/demo/package-build.yml",
                  "apiVersion: kctrl.carvel.dev/v1alpha1\nkind: PackageBuild\nspec:\n  template:\n    spec:\n      app:\n"
                  "        spec: {deploy: [{kapp: {}}], template: [{ytt: {paths: [config]}}, {kbld: {paths: [images.yml, '-']}}]}\n"
                  "      export: [{imgpkgBundle: {useKbldImagesLock: true}, includePaths: [config, ./a/b]}]\n");
  files.WriteFile("/demo/package-resources.yml",
                  "apiVersion: data.packaging.carvel.dev/v1alpha1\nkind: Package\nmetadata: {name: demo.acme.example.1.0.0}\n"
                  "spec: {refName: demo.acme.example, version: 1.0.0, releaseNotes: ''}\n");
  StepInputs inputs(files);
  const KctrlProject project = *ReadKctrlProject("/demo", inputs);
  CHECK(project.package["spec"]["template"]["spec"]["template"][1]["kbld"]["paths"] == json({"-", ".imgpkg/images.yml"}));
  CHECK(project.lock_paths.size() == 1);
  CHECK(project.metadata == "");
  for (const char* path : {"config/a.yml", "a/b", "a", ".imgpkg/images.yml"}) CHECK(project.Exports(path));
  for (const char* path : {"package-build.yml", "docs/a.md", "a/c"}) CHECK_FALSE(project.Exports(path));
  files.RemoveAll("/demo/package-resources.yml");
  CHECK(FaultOf([&] {
          StepInputs again(files);
          ReadKctrlProject("/demo", again);
        }) == "no such file: /demo/package-resources.yml");
}

}  // namespace
}  // namespace pkgrepo::packaging
