#include "packaging/stage_bundle.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "packaging/bundle_content.h"
#include "packaging/package_resource.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

// A build tree with apple 1.0.0 and 1.1.0.
struct Orchard {
  Orchard() {
    files.WriteFile("/b/packages.list", "apple 1.0.0\napple 1.1.0\n");
    for (const std::string version : {"1.0.0", "1.1.0"}) {
      const BundleRecord bundle{.repository = "r/apple",
                                .tag = version,
                                .manifest = {.media_type = "m",
                                             .size = 1,
                                             .digest = Digest::Of(version),
                                             .urls = {},
                                             .annotations = {},
                                             .platform = {}}};
      const std::string directory = tree.Package("apple", version);
      files.WriteFile(directory + "/bundle.json", bundle.ToJson());
      files.WriteFile(directory + "/package.yaml",
                      GeneratePackage({.identity = {.ref_name = "apple.example.com", .version = version},
                                       .image = bundle.Image(),
                                       .values_schema = {},
                                       .kbld_configs = {}}));
      files.WriteFile(directory + "/metadata.yaml", GenerateMetadata("apple.example.com", "apple", ""));
    }
  }

  StageContent Collect(const std::string& text) {
    files.WriteFile("s.yaml", text);
    StepInputs inputs(files);
    StageContent content = CollectStage(PlanStage("s", "s.yaml", tree, inputs), tree, inputs);
    read = inputs.paths();
    return content;
  }

  std::string FailureOf(const std::string& text) {
    try {
      Collect(text);
    } catch (const Error& error) {
      return error.Render();
    }
    return "";
  }

  MemoryFileSystem files;
  BuildTree tree{"/b"};
  std::set<std::string> read;
};

TEST_CASE("A stage holds the resources of what it lists, and reads no more than that") {
  Orchard orchard;
  const StageContent content = orchard.Collect("packages:\n- {name: apple, version: 1.1.0}\n");
  std::vector<std::string> paths;
  for (const auto& [path, text] : content.files) paths.push_back(path);
  CHECK(paths == std::vector<std::string>{".imgpkg/images.yml", "packages/apple.example.com/1.1.0.yml",
                                          "packages/apple.example.com/metadata.yml"});
  CHECK(content.packages.at(0).built);
  const std::string digest = Digest::Of("1.1.0").ToString();
  CHECK(content.files.at(".imgpkg/images.yml").find("image: r/apple@" + digest) != std::string::npos);
  CHECK(orchard.read == std::set<std::string>{"/b/packages.list", "/b/packages/apple/1.1.0/bundle.json",
                                              "/b/packages/apple/1.1.0/metadata.yaml",
                                              "/b/packages/apple/1.1.0/package.yaml", "s.yaml"});
}

TEST_CASE("What is not there is told from what is meant") {
  Orchard orchard;
  CHECK(orchard.FailureOf("packages:\n- {name: aple, version: 1.0.0}\n") ==
        "s.yaml:2: unknown package 'aple'\n  hint: did you mean 'apple'?\n");
  CHECK(orchard.FailureOf("packages:\n- {name: apple, version: 1.0.1}\n") ==
        "s.yaml:2: package 'apple' has no version '1.0.1'\n  hint: it has 1.0.0, 1.1.0\n");
}

TEST_CASE("An entry with an image stands for itself") {
  Orchard orchard;
  const std::string image = "r.example.com/xx@sha256:" + std::string(64, 'a');
  const std::string entry =
      "  - {name: NAME, domain: example.com, version: 1.0.0, image: \"" + image + "\"}\n";
  const auto collect = [&](const std::string& name) {
    std::string text = "package_repository:\n  packages:\n" + entry;
    text.replace(text.find("NAME"), 4, name);
    return orchard.Collect(text);
  };
  for (const std::string name : {"plum", "apple"}) {
    CAPTURE(name);
    const StageContent content = collect(name);
    CHECK_FALSE(content.packages.at(0).built);
    CHECK(content.files.at("packages/" + name + ".example.com/1.0.0.yml").find("image: " + image) !=
          std::string::npos);
  }
}

TEST_CASE("A package of another domain is refused") {
  Orchard orchard;
  CHECK(orchard.FailureOf("package_repository:\n  packages:\n"
                          "  - {name: apple, domain: example.org, version: 1.0.0}\n") ==
        "s.yaml:3: package 'apple' is apple.example.com, which is not in the domain example.org\n");
}

TEST_CASE("A version is the Package's or the folder's, and the file is called after the Package's") {
  Orchard orchard;
  orchard.files.WriteFile("/b/packages.list", "apple 1.0.0 1.0.0-1\napple 1.1.0\n");
  orchard.files.WriteFile(
      "/b/packages/apple/1.0.0/package.yaml",
      GeneratePackage({.identity = {.ref_name = "apple.example.com", .version = "1.0.0-1"},
                       .image = "r/apple",
                       .values_schema = {},
                       .kbld_configs = {}}));
  for (const std::string version : {"1.0.0", "1.0.0-1"}) {
    CAPTURE(version);
    const StageContent content = orchard.Collect("packages:\n- {name: apple, version: " + version + "}\n");
    CHECK(content.files.contains("packages/apple.example.com/1.0.0-1.yml"));
    CHECK(content.packages.at(0).version == "1.0.0");
  }
  CHECK(orchard.FailureOf("packages:\n- {name: apple, versions: [1.0.0, 1.0.0-1]}\n") ==
        "s.yaml:2: package 'apple' is listed twice with the same version\n");
  CHECK(orchard.FailureOf("packages:\n- {name: apple, version: 1.0.1}\n") ==
        "s.yaml:2: package 'apple' has no version '1.0.1'\n  hint: it has 1.0.0-1 (folder 1.0.0), 1.1.0\n");
}

TEST_CASE("A description is for packages that have none of their own") {
  Orchard orchard;
  const std::string entry =
      "package_repository:\n  packages:\n  - name: apple\n    version: 1.0.0\n    description: Red\n"
      "  - name: apple\n    version: 1.1.0\n";
  CHECK(orchard.Collect(entry)
            .files.at("packages/apple.example.com/metadata.yml")
            .find("shortDescription: Red") != std::string::npos);
  orchard.files.WriteFile("/b/packages/apple/1.0.0/metadata.yaml", "spec: {displayName: Apple}\n");
  CHECK(orchard.FailureOf(entry).starts_with(
      "s.yaml:5: package 'apple' has a metadata.yaml with another description"));
  CHECK(orchard.FailureOf(entry + "    description: Green\n")
            .starts_with("s.yaml:8: package 'apple' has different descriptions\n  note: first at s.yaml:5"));
}

TEST_CASE("A stage does not live where one of its packages does") {
  Orchard orchard;
  orchard.files.WriteFile("/b/packages/apple/1.0.0/bundle.json",
                          BundleRecord{.repository = "r.example.com/apple",
                                       .tag = "1.0.0",
                                       .manifest = {.media_type = "m", .size = 1, .digest = Digest::Of("")}}
                              .ToJson());
  CHECK(
      orchard.FailureOf("image: r.example.com/apple\npackages:\n- {name: apple, version: 1.0.0}\n")
          .starts_with("s.yaml:1: the stage would live in r.example.com/apple, where package 'apple' lives"));
}

TEST_CASE("A package that kapp-controller would refuse is refused by a stage") {
  Orchard orchard;
  const std::string image = ", image: 'r.example.com/xx@sha256:" + std::string(64, 'a') + "'}\n";
  const auto failure = [&](const std::string& entry) {
    return orchard.FailureOf("package_repository:\n  packages:\n  - {" + entry + image);
  };
  CHECK(failure("name: a, domain: example.com, version: latest")
            .starts_with("s.yaml:3: version 'latest' is not a semantic version"));
  CHECK(failure("name: a, domain: acme, version: 1.0.0") ==
        "s.yaml:3: 'a.acme' must have at least three segments, as in 'contour.acme.com'\n");
  CHECK(failure("name: 'pkg./../../x', domain: acme.com, version: 1.0.0") != "");
}

TEST_CASE("The layer of a stage is what was collected, whatever stands in its folder meanwhile") {
  const StageContent content{.files = {{".imgpkg/images.yml", "lock"},
                                       {"packages/a.b/1.yml", "a.b"},
                                       {"packages/a/1.yml", "a"},
                                       {"packages/a/metadata.yml", "m"}},
                             .packages = {}};
  MemoryFileSystem files;
  for (const auto& [path, text] : content.files) files.WriteFile("/walked/" + path, text);
  std::vector<imgpkg::ContentEntry> walked = ListBundle("/walked", files.Walk("/walked"));
  const std::vector<imgpkg::ContentEntry> listed = ListStage(content, "/not there");
  REQUIRE(listed.size() == walked.size());
  for (size_t i = 0; i < listed.size(); ++i) {
    CHECK(listed[i].name == walked[i].name);
    CHECK(listed[i].is_directory == walked[i].is_directory);
    CHECK(listed[i].mode == walked[i].mode);
    if (!listed[i].is_directory) CHECK(listed[i].content == content.files.at(listed[i].name));
  }
}

TEST_CASE("The folder of a stage has its files and no others") {
  MemoryFileSystem files;
  files.WriteFile("/s/packages/a.example.com/1.yml", "old");
  files.WriteFile("/s/packages/a.example.com-x/1.yml", "gone");
  StageContent content;
  content.files = {{"packages/a.example.com/1.yml", "old"}, {"packages/a.example.com/2.yml", "new"}};
  const int writes = files.write_count();
  WriteStageFiles(content, "/s", files);
  CHECK(files.write_count() == writes + 1);
  CHECK_FALSE(files.IsFile("/s/packages/a.example.com-x/1.yml"));
  CHECK(files.ReadFile("/s/packages/a.example.com/2.yml") == "new");
}

}  // namespace
}  // namespace pkgrepo::packaging
