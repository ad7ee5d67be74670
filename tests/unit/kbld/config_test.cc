#include "kbld/config.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "kbld/resource.h"

namespace pkgrepo::kbld {
namespace {

const std::string kDigest = "@sha256:" + std::string(64, 'a');

Inputs Read(const std::string& text) { return SeparateConfig(ParseResources(text, "file 'in.yml'")); }

Config ReadConfig(const std::string& kind_and_rest) {
  return Read("apiVersion: kbld.k14s.io/v1alpha1\nkind: " + kind_and_rest).config;
}

std::string ErrorOf(const std::string& kind_and_rest) {
  try {
    ReadConfig(kind_and_rest);
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

TEST_CASE("documents become resources, and lists are taken apart") {
  CHECK(ParseResources("# c\n---\nkind: A\n---\n{}\n---\nnull\n", "x").size() == 1);
  CHECK(ParseResources("items: [{kind: A}, {}]", "x").size() == 2);
  CHECK(ParseResources("items: 5", "x").size() == 1);
  CHECK_THROWS_WITH_AS(
      ParseResources("kind: A\n---\n- 1\n", "file 'in.yml'"),
      "Parsing file 'in.yml' doc 2: error unmarshaling JSON: while decoding JSON: json: cannot "
      "unmarshal array into Go value of type map[string]interface {}",
      Error);
}

TEST_CASE("resources are described by kind, name, version and namespace") {
  using nlohmann::json;
  CHECK(DescribeResource(json::object()) == "/ () cluster");
  CHECK(DescribeResource(json::parse(
            R"({"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "p", "namespace": "n"}})")) ==
        "pod/p (v1) namespace: n");
  CHECK(DescribeResource(json::parse(R"({"kind": "Job", "metadata": {"generateName": "j-"}})")) ==
        "job/j-* () cluster");
  CHECK(DescribeResource(json::parse(R"({"kind": 5, "metadata": [1]})")) == "/ () cluster");
}

TEST_CASE("configuration is taken out of the resources") {
  Inputs inputs = Read(
      "kind: A\n---\napiVersion: kbld.k14s.io/v1alpha1\nkind: ImageKeys\nkeys: [ref]\n---\n"
      "apiVersion: kbld.k14s.io/v2\nkind: Config\n");
  CHECK(inputs.resources.size() == 2);
  REQUIRE(inputs.config.search_rules.size() == 1);
  CHECK(inputs.config.search_rules[0].key_matcher->name == "ref");
  CHECK(inputs.config.AllSearchRules().back().key_matcher->name == "image");
}

TEST_CASE("overrides") {
  Config config = ReadConfig(
      "Config\nunknown: [1]\noverrides:\n"
      "- image: a\n  newImage: 5\n  preresolved: true\n"
      "- imageRepo: b\n  newImage: c\n  tagSelection: {semver: {constraints: '>1', prereleases: "
      "{identifiers: [rc]}}}\n"
      "  platformSelection: {os: linux, architecture: arm, variant: v7}\n");
  REQUIRE(config.overrides.size() == 2);
  CHECK(config.overrides[0].new_image == "5");
  CHECK(config.overrides[0].preresolved);
  const Override& second = config.overrides[1];
  REQUIRE(second.tag_selection);
  REQUIRE(second.tag_selection->semver);
  CHECK(second.tag_selection->semver->constraints == ">1");
  CHECK(second.tag_selection->semver->prereleases);
  CHECK(second.tag_selection->semver->prerelease_identifiers == std::vector<std::string>{"rc"});
  REQUIRE(second.platform);
  CHECK(second.platform->variant == "v7");
}

TEST_CASE("what is wrong with a configuration") {
  const std::string validating = "Validating config/ (kbld.k14s.io/v1alpha1) cluster: ";
  const std::string unmarshaling =
      "Unmarshaling config/ (kbld.k14s.io/v1alpha1) cluster: error unmarshaling JSON: while decoding JSON: ";
  struct Row {
    std::string config, error;
  };
  const std::vector<Row> rows = {
      {"overrides: [{}]",
       validating + "Validating Overrides[0]: Expected Image or ImageRepo to be non-empty"},
      {"overrides: [{image: a}]", validating + "Validating Overrides[0]: Expected NewImage to be non-empty"},
      {"sources: [{image: a}]", validating + "Validating Sources[0]: Expected Path to be non-empty"},
      {"searchRules: [{}]",
       validating + "Validating SearchRules[0]: Expected KeyMatcher or ValueMatcher to be non-empty"},
      {"searchRules: [{keyMatcher: {}}]",
       validating + "Validating SearchRules[0]: Expected KeyMatcher.Name or KeyMatcher.Path to be non-empty"},
      {"searchRules: [{keyMatcher: {path: [0]}}]", unmarshaling + "Unknown path part"},
      {"overrides: 5", unmarshaling +
                           "json: cannot unmarshal number into Go struct field Config.overrides of type "
                           "[]config.ImageOverride"},
      {"overrides: [{image: 5}]", unmarshaling + "json: cannot unmarshal number into Go struct field "
                                                 "ImageOverride.overrides.image of type string"},
      {"overrides: [{tagSelection: x}]",
       unmarshaling + "json: cannot unmarshal string into Go struct field "
                      "ImageOverride.overrides.tagSelection of type v1alpha1.VersionSelection"},
      {"minimumRequiredVersion: 99.0.0",
       validating + "kbld version '0.42.0' does not meet the minimum required version "
                    "'99.0.0'"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.config);
    CHECK(ErrorOf("Config\n" + row.config) == row.error);
  }
}

TEST_CASE("a lock among the inputs overrides, with the origins it records") {
  Inputs inputs =
      Read("apiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\nimages:\n- image: nginx" + kDigest +
           "\n  annotations:\n    kbld.carvel.dev/id: a:1\n    kbld.carvel.dev/origins: |\n"
           "      - resolved: {url: a:1, tag: 5, more: x}\n");
  CHECK(inputs.resources.empty());
  REQUIRE(inputs.config.overrides.size() == 1);
  const Override& locked = inputs.config.overrides[0];
  CHECK(locked.match.image == "a:1");
  CHECK(locked.new_image == "index.docker.io/library/nginx" + kDigest);
  CHECK(locked.preresolved);
  CHECK(locked.origins == Origins{ResolvedOrigin("a:1", "5")});
}

TEST_CASE("image maps that are no JSON") {
  struct Row {
    const char *text, *error;
  };
  const Row rows[] = {
      {"", "unexpected end of JSON input"},
      {"{", "unexpected end of JSON input"},
      {"kind: A", "invalid character 'k' looking for beginning of value"},
      {"{\"a\":\"b\"} x", "invalid character 'x' after top-level value"},
      {"{a: b}", "invalid character 'a' looking for beginning of object key string"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK_THROWS_WITH_AS(OverridesFromImageMap(row.text), row.error, Error);
  }
  CHECK_THROWS_AS(OverridesFromImageMap(std::string(5000, '[') + std::string(5000, ']')), Error);
}

TEST_CASE("image maps") {
  std::vector<Override> overrides = OverridesFromImageMap(R"({"a": "b", "c": null})");
  REQUIRE(overrides.size() == 2);
  CHECK(overrides[0].match.image == "a");
  CHECK(overrides[0].new_image == "b");
  CHECK(overrides[1].new_image.empty());
  CHECK(OverridesFromImageMap("null").empty());
  CHECK_THROWS_WITH_AS(OverridesFromImageMap(R"(["a"])"),
                       "json: cannot unmarshal array into Go value of type map[string]string", Error);
  CHECK_THROWS_WITH_AS(OverridesFromImageMap(R"({"a": 5})"),
                       "json: cannot unmarshal number into Go value of type string", Error);
  CHECK_THROWS_WITH_AS(OverridesFromImageMap(R"({"a": 1e400})"),
                       "json: cannot unmarshal number into Go value of type string", Error);
}

}  // namespace
}  // namespace pkgrepo::kbld
