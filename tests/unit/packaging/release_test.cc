#include "packaging/release.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

constexpr const char* kRecord =
    R"({"repository": "reg.test/pear", "tag": "1", "mediaType": "m", "size": 1, "digest": "sha256:)"
    "1111111111111111111111111111111111111111111111111111111111111111\"}";
constexpr const char* kVendored = R"({"fetched": [], "key": "", "tree": ""})";

std::string Package(const std::string& ref_name, const std::string& version) {
  return "apiVersion: data.packaging.carvel.dev/v1alpha1\nkind: Package\nmetadata: {name: " + ref_name + "." +
         version + "}\nspec:\n  refName: " + ref_name + "\n  version: " + version +
         "\n  template:\n    spec:\n      fetch: [{imgpkgBundle: {image: x}}]\n      template: [{ytt: {}}]\n"
         "      deploy: [{kapp: {}}]\n";
}

std::string Metadata(const std::string& ref_name) {
  return "apiVersion: data.packaging.carvel.dev/v1alpha1\nkind: PackageMetadata\nmetadata: {name: " +
         ref_name + "}\nspec: {displayName: Written}\n";
}

struct Fixture {
  MemoryFileSystem files;
  StepInputs inputs{files};
  ReleaseOptions options{.folders = {.source = SourceTree("/p/1.0.0"), .output = "/out"},
                         .name = "pear",
                         .version = "1.0.0",
                         .domain = "fruit.test"};

  Fixture() {
    files.WriteFile("/p/1.0.0/bundle/config/a.yaml", "a: 1\n");
    files.WriteFile("/out/vendor.json", kVendored);
    files.WriteFile("/out/bundle.json", kRecord);
    files.WriteFile("/out/schema.json", "null\n");
  }
  Release Make() { return MakeRelease(options, inputs); }
  std::string Failure() {
    try {
      Make();
      return "";
    } catch (const Error& error) {
      return error.Render();
    }
  }
};

TEST_CASE("A Package is made from the names that the project gives") {
  Fixture fixture;
  const Release release = fixture.Make();
  CHECK(release.package.find("name: pear.fruit.test.1.0.0\n") != std::string::npos);
  CHECK(release.package.find("image: reg.test/pear@sha256:1111") != std::string::npos);
  CHECK(release.metadata.find("name: pear.fruit.test\n") != std::string::npos);
  CHECK(release.notes.empty());
  fixture.options.domain = "";
  CHECK(fixture.Failure().find("package 'pear' has no full name") != std::string::npos);
}

TEST_CASE("A Package that is written gets its image, and its own name and version count") {
  Fixture fixture;
  fixture.files.WriteFile("/p/1.0.0/package.yaml", Package("apple.fruit.test", "1.0.0-2"));
  const Release release = fixture.Make();
  CHECK(release.package.find("image: reg.test/pear@sha256:1111") != std::string::npos);
  CHECK(release.metadata.find("name: apple.fruit.test\n") != std::string::npos);
  CHECK(release.notes ==
        std::vector<std::string>{"/p/1.0.0/package.yaml:5: note: 'pear' is package apple.fruit.test"});
}

TEST_CASE("A version that the project has taken for another is refused") {
  Fixture fixture;
  fixture.files.WriteFile("/p/1.0.0/package.yaml", Package("pear.fruit.test", "1.0.0-2"));
  fixture.options.own_version = "1.0.0";
  CHECK(fixture.Failure().find(
            "this Package is version 1.0.0-2, but the project was configured with version 1.0.0") !=
        std::string::npos);
  fixture.options.own_version = "1.0.0-2";
  CHECK(fixture.Failure() == "");
}

TEST_CASE("Metadata of all versions may be another version's") {
  Fixture fixture;
  fixture.files.WriteFile("/p/metadata.yaml", Metadata("old.fruit.test"));
  CHECK(fixture.Failure().find("expected 'pear.fruit.test', found 'old.fruit.test'") != std::string::npos);
  fixture.files.WriteFile("/p/0.9.0/package.yaml", Package("old.fruit.test", "0.9.0"));
  const Release release = fixture.Make();
  CHECK(release.notes.size() == 1);
  CHECK(release.metadata.find("displayName: pear") != std::string::npos);
  fixture.files.WriteFile("/p/1.0.0/metadata.yml", Metadata("pear.fruit.test"));
  CHECK(fixture.Make().metadata.find("displayName: Written") != std::string::npos);
}

}  // namespace
}  // namespace pkgrepo::packaging
