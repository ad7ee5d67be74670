#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "kbld/config.h"
#include "kbld/image_match.h"
#include "kbld/image_search.h"
#include "kbld/resource.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::kbld {
namespace {

using nlohmann::json;

constexpr const char* kConfigHead = "apiVersion: kbld.k14s.io/v1alpha1\nkind: Config\n";

// The resource in `manifest` with all that `rules` find put in <>.
std::string Mark(const std::string& rules, const std::string& manifest) {
  Inputs inputs = SeparateConfig(ParseResources(kConfigHead + rules + "\n---\n" + manifest, "test"));
  REQUIRE(inputs.resources.size() == 1);
  VisitImages(&inputs.resources[0], inputs.config.AllSearchRules(),
              [](const std::string& reference) { return "<" + reference + ">"; });
  return yaml::PrintCompactJson(inputs.resources[0]);
}

TEST_CASE("the repository part of a reference") {
  struct Row {
    const char *reference, *repository;
  };
  const Row rows[] = {{"nginx", "nginx"},
                      {"nginx:1", "nginx"},
                      {"nginx@sha256:ab", "nginx"},
                      {"h:5000/a:1@sha256:ab", "h:5000/a"},
                      {"h:5000/a", "h:5000/a"},
                      {"h:5000", "h"},
                      {"a:", "a:"},
                      {"a:1:2", "a:1"},
                      {"a@b@c", "a@b@c"},
                      {"", ""}};
  for (const Row& row : rows) {
    CAPTURE(row.reference);
    CHECK(RepositoryPart(row.reference) == row.repository);
  }
}

TEST_CASE("an image match compares the whole text, or the repository as text") {
  CHECK(ImageMatch{"a:1", ""}.Matches("a:1"));
  CHECK_FALSE(ImageMatch{"a:1", "a"}.Matches("a:2"));
  CHECK(ImageMatch{"", "a"}.Matches("a:2"));
  CHECK_FALSE(ImageMatch{"", "nginx"}.Matches("docker.io/library/nginx"));
  CHECK_FALSE(ImageMatch{}.Matches(""));
}

TEST_CASE("where images are found") {
  struct Row {
    std::string rules, manifest, marked;
  };
  const std::vector<Row> rows = {
      {"", "image: a\nx: b\nl: [{image: c}, image]",
       R"({"image":"\u003ca\u003e","l":[{"image":"\u003cc\u003e"},"image"],"x":"b"})"},
      {"", "image: [x, {image: a}]", R"({"image":["x",{"image":"\u003ca\u003e"}]})"},
      {"searchRules: [{keyMatcher: {name: x}}]", "x: a\nw: [{x: b}]",
       R"({"w":[{"x":"\u003cb\u003e"}],"x":"\u003ca\u003e"})"},
      {"searchRules: [{keyMatcher: {path: [x, {index: 1}]}}]", "x: [a, b]\nw: {x: [a, b]}",
       R"({"w":{"x":["a","b"]},"x":["a","\u003cb\u003e"]})"},
      {"searchRules: [{keyMatcher: {path: [x, {allIndexes: true}, i]}}]", "x: [{i: a}, {i: b, j: c}]",
       R"({"x":[{"i":"\u003ca\u003e"},{"i":"\u003cb\u003e","j":"c"}]})"},
      {"searchRules: [{keyMatcher: {path: [x, {}]}}]", "x: [a]", R"({"x":["a"]})"},
      {"searchRules: [{valueMatcher: {imageRepo: a}}]", "x: [a, 'a:1', b]",
       R"({"x":["\u003ca\u003e","\u003ca:1\u003e","b"]})"},
      {"searchRules: [{keyMatcher: {name: x}, valueMatcher: {image: a}}]", "x: a\nw: {x: b}",
       R"({"w":{"x":"b"},"x":"\u003ca\u003e"})"},
      {"searchRules: [{keyMatcher: {name: x}, updateStrategy: {none: {}}}, {keyMatcher: {name: x}}]", "x: a",
       R"({"x":"a"})"},
      {"searchRules: [{keyMatcher: {name: x}, updateStrategy: {none: {}}}]", "x: {image: a}",
       R"({"x":{"image":"\u003ca\u003e"}})"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rules);
    CAPTURE(row.manifest);
    CHECK(Mark(row.rules, row.manifest) == row.marked);
  }
}

// The string at x after searching with rules for the key `q`.
std::string SearchIn(const std::string& strategy, const std::string& text) {
  SearchRule rule = SearchRule::ForKey("x");
  rule.strategy = strategy == "json" ? SearchRule::Strategy::kJson : SearchRule::Strategy::kYaml;
  rule.nested_rules = {SearchRule::ForKey("q")};
  json resource = {{"x", text}};
  VisitImages(&resource, {rule}, [](const std::string& reference) { return "[" + reference + "]"; });
  return resource["x"];
}

TEST_CASE("texts within texts") {
  CHECK(SearchIn("json", R"( {"z": 1.50, "q": "a"} )") == R"({"q":"[a]","z":1.5})");
  CHECK(SearchIn("json", "q: a") == "q: a");
  CHECK(SearchIn("json", "") == "");
  CHECK(SearchIn("yaml", R"({"q": "a"})") == R"({"q":"[a]"})");
  CHECK(SearchIn("yaml", "# c\nz: 1\nq: a\n---\nnull\n---\n- q: b\n") ==
        "---\nq: '[a]'\nz: 1\n---\n- q: '[b]'\n");
  CHECK(SearchIn("yaml", "q: a\n---\n[") == "q: a\n---\n[");
  CHECK(SearchIn("yaml", "just text") == "---\njust text\n");
  CHECK(SearchIn("json", std::string(100'000, '[')) == std::string(100'000, '['));
}

TEST_CASE("each reference is found once, in the order of keys") {
  const json resource = {{"b", {{"image", "2"}}}, {"a", {{"image", "1"}}}, {"c", {{"image", "2"}}}};
  CHECK(FindImages(resource, {SearchRule::ForKey("image")}) == std::vector<std::string>{"1", "2"});
}

}  // namespace
}  // namespace pkgrepo::kbld
