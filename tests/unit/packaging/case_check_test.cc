#include "packaging/case_check.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

using Findings = std::vector<std::string>;

std::string Digest(char digit) { return "@sha256:" + std::string(64, digit); }

// A package version whose kbld step reads `kbld_paths`, with one rendered case.
struct Version {
  explicit Version(const std::string& kbld_paths) {
    files.WriteFile("/p/1.0.0/package.yaml",
                    "apiVersion: data.packaging.carvel.dev/v1alpha1\nkind: Package\n"
                    "metadata: {name: p.acme.example.com.1.0.0}\n"
                    "spec: {refName: p.acme.example.com, version: 1.0.0, template: {spec: {\n"
                    "  fetch: [{imgpkgBundle: {image: i}}],\n"
                    "  template: [{ytt: {paths: [config]}}, {kbld: {paths: " +
                        kbld_paths + "}}], deploy: [{kapp: {}}]}}}\n");
    files.WriteFile("/p/1.0.0/bundle/config/a.yaml", "");
    files.WriteFile("/out/p/1.0.0/vendor.json", "{\"fetched\": [], \"key\": \"\", \"tree\": \"\"}");
  }

  Findings Check(const std::string& check, const std::string& manifests, bool refused = false) {
    StepInputs inputs(files);
    const RenderedCase rendered{.name = "default", .refused = refused, .text = manifests};
    return CheckCase(check, rendered, {.folders = folders, .expected = "/p/1.0.0/test/expected"}, inputs);
  }

  MemoryFileSystem files;
  PackageFolders folders{.source = SourceTree("/p/1.0.0"), .output = "/out/p/1.0.0"};
};

std::string ConfigMap(const std::string& name, const std::string& annotation = "") {
  return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + ", annotations: {" + annotation +
         "}}\n";
}

TEST_CASE("Manifests among kbld's paths are deployed, and checked, with their file") {
  Version version("['-', more, one.json]");
  version.files.WriteFile("/p/1.0.0/bundle/one.json", "{\"apiVersion\": \"v1\", \"kind\": \"Secret\"}");
  version.files.WriteFile("/p/1.0.0/bundle/more/b.yml",
                          ConfigMap("a") + "data: {x: y}\n---\n" + ConfigMap("b_c"));
  version.files.WriteFile("/p/1.0.0/bundle/more/README.md", "no manifest");
  const Findings findings = version.Check("objects", ConfigMap("a"));
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].starts_with(
      "/p/1.0.0/bundle/more/b.yml: object 2 (configmap/a (v1) cluster) is defined twice"));
  CHECK(findings[1].starts_with(
      "/p/1.0.0/bundle/more/b.yml: object 3 (configmap/b_c (v1) cluster): metadata.name: "));
  CHECK(findings[2] == "/p/1.0.0/bundle/one.json: object 4 (secret/ (v1) cluster) has no metadata.name");
}

TEST_CASE("The lock and kbld's configuration are not deployed") {
  Version version("['-', .imgpkg, kbld.yaml]");
  version.files.WriteFile("/p/1.0.0/bundle/.imgpkg/images.yml",
                          "apiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\n");
  version.files.WriteFile("/p/1.0.0/bundle/kbld.yaml", "apiVersion: kbld.k14s.io/v1alpha1\nkind: Config\n");
  CHECK(version.Check("objects", ConfigMap("a")) == Findings{});
  CHECK(version.Check("objects", "") ==
        Findings{"no objects are rendered, and kapp refuses to deploy nothing"});
  version.files.WriteFile("/p/1.0.0/bundle/.imgpkg/more.yml", ConfigMap("b"));
  CHECK(version.Check("objects", "") == Findings{});
}

TEST_CASE("A change rule may name a group of a further manifest") {
  const std::string rule =
      ConfigMap("a", "kapp.k14s.io/change-rule: upsert after upserting acme.example.com/db");
  CHECK(Version("['-']").Check("ordering", rule).size() == 1);
  Version version("['-', db.yaml]");
  version.files.WriteFile("/p/1.0.0/bundle/db.yaml",
                          ConfigMap("db", "kapp.k14s.io/change-group: acme.example.com/db"));
  CHECK(version.Check("ordering", rule) == Findings{});
}

TEST_CASE("Where an object comes from is told") {
  Version version("['-']");
  version.files.WriteFile("/out/p/1.0.0/origins.json",
                          "{\"default\": [\"config/a.yaml:3\", \"config/b.yaml:1\"]}");
  const Findings findings =
      version.Check("objects", ConfigMap("a") + "---\nkind: ConfigMap\nmetadata: {name: b}\n");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0] == "config/b.yaml:1: object 2 (configmap/b () cluster) has no apiVersion");
}

TEST_CASE("Images are held against the lock of the build tree") {
  Version version("['-', .imgpkg/images.yml]");
  const std::string lock =
      "apiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\nimages:\n- image: reg.test/app" +
      Digest('1') + "\n  annotations: {kbld.carvel.dev/id: 'reg.test/app:1'}\n";
  version.files.WriteFile("/p/1.0.0/bundle/.imgpkg/images.yml", lock);
  version.files.WriteFile("/out/p/1.0.0/images.yml", lock);
  const std::string pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {image: 'reg.test/app:";
  CHECK(version.Check("images", pod + "1'}\n") == Findings{});
  CHECK(
      version.Check("images", pod + "2'}\n") ==
      Findings{"/p/1.0.0/bundle/.imgpkg/images.yml: image reg.test/app:2 of pod/a (v1) cluster is not in the "
               "lock\n  hint: build the target p-1.0.0-lock to resolve it"});
}

TEST_CASE("What is expected is compared, be it manifests or a refusal") {
  Version version("['-']");
  version.files.WriteFile("/p/1.0.0/test/expected/default.yaml", "a: 1\n");
  version.files.WriteFile("/p/1.0.0/test/expected/default.stderr", "no\n");
  CHECK(version.Check("expected", "a: 1\n") == Findings{});
  const Findings differ = version.Check("expected", "a: 2\n");
  REQUIRE(differ.size() == 1);
  CHECK(differ[0].find("-a: 1\n+a: 2\n") != std::string::npos);
  CHECK(differ[0].ends_with("run cmake --build . --target p-1.0.0-update-expected"));
  CHECK(version.Check("refused", "no\n", true) == Findings{});
  CHECK(version.Check("refused", "other\n", true).size() == 1);
  CHECK(version.Check("refused", "a: 1\n") ==
        Findings{"the values should have been refused, but they render"});
  CHECK(version.Check("renders", "a: 1\n") == Findings{});
  CHECK(version.Check("renders", "no\n", true) == Findings{"the values are refused:\nno\n"});
}

TEST_CASE("A case that is not rendered is refused, and told from those that are") {
  Version version("['-']");
  StepInputs inputs(version.files);
  WriteRenderedCases({{.name = "default", .text = "a: 1\n"}, {.name = "large", .text = "a: 2\n"}},
                     "/out/p/1.0.0", version.files);
  const CaseCheckOptions options{.folders = version.folders};
  CHECK(FindCase("large", options, inputs).text == "a: 2\n");
  CHECK_THROWS_WITH_AS(FindCase("lagre", options, inputs),
                       "there is no case 'lagre'; the cases are default, large", Error);
}

TEST_CASE("A check that is unknown is refused") {
  CHECK_THROWS_WITH_AS(Version("['-']").Check("colour", ""), "unknown check 'colour'", Error);
}

}  // namespace
}  // namespace pkgrepo::packaging
