#include "packaging/config_node.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

std::string FailureOf(const std::string& text, const std::vector<std::string>& keys) {
  try {
    ConfigNode::Parse("f.yaml", text).AllowKeys(keys);
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

TEST_CASE("A line that is not UTF-8 is refused") {
  CHECK_THROWS_WITH_AS(ConfigNode::Parse("a.yaml", "a: b\nc: \xBC\n"), "this line is not UTF-8", Error);
}

TEST_CASE("A misspelt key is told from the one that was meant") {
  CHECK(FailureOf("a: 1\npakages: []\n", {"packages", "a"}) ==
        "f.yaml:2: unknown key 'pakages'\n  hint: did you mean 'packages'?\n");
  CHECK(FailureOf("zzz: 1\n", {"packages", "a"}) ==
        "f.yaml:1: unknown key 'zzz'\n  hint: known keys: packages, a\n");
}

TEST_CASE("Faults of the text have their line") {
  CHECK(FailureOf("a: 1\na: 2\n", {"a"}) == "f.yaml:2: key 'a' is given twice\n");
  CHECK(FailureOf("a: [1\n", {"a"}).starts_with("f.yaml:2: not readable as YAML: "));
  CHECK(FailureOf("a: 1\n---\na: 2\n", {"a"}) == "f.yaml:3: more than one document\n");
  CHECK(FailureOf("[1]\n", {"a"}) == "f.yaml:1: expected a map here\n");
}

TEST_CASE("What belongs to no document is an error, not one document after the other") {
  for (const char* text : {",", "}", "]", ", a: {b\n", "a: 1\n---\n}\n", "a: &x [*x]", "a: &x {b: [*x]}"}) {
    CAPTURE(text);
    CHECK(FailureOf(text, {"a"}).find("not readable as YAML: ") != std::string::npos);
  }
}

TEST_CASE("Deep nesting is an error and no crash") {
  CHECK(FailureOf("a: " + std::string(100000, '['), {"a"}) != "");
}

TEST_CASE("Scalars are taken as they are written") {
  const ConfigNode root = ConfigNode::Parse("f.yaml", "version: 1.10\nempty:\nlist: [a, 0x10]\n");
  CHECK(root.Require("version").Text() == "1.10");
  CHECK_FALSE(root.Find("empty"));
  CHECK(root.TextOr("empty", "other") == "other");
  CHECK(root.Require("list").Items()[1].Text() == "0x10");
  CHECK_THROWS_WITH_AS(root.Require("name"), "'name' is missing here", Error);
  CHECK_THROWS_WITH_AS(root.Require("list").Text(), "expected a string here", Error);
}

TEST_CASE("A byte order mark is not part of the text, and moves nothing but bytes") {
  const std::string text =
      "\xEF\xBB\xBF"
      "a: 1\nb: {c: 2}\n";
  const ConfigNode root = ConfigNode::Parse("f.yaml", text);
  CHECK(root.Require("a").position().line == 1);
  CHECK(text.substr(root.Require("b").Require("c").offset(), 1) == "2");
  CHECK(FailureOf(text, {"a"}) ==
        "f.yaml:2: unknown key 'b'\n"
        "  note: the file begins with a byte order mark, which was ignored\n"
        "  hint: known keys: a\n");
  CHECK(FailureOf(std::string("\xFF\xFE"
                              "a\0:\0",
                              6),
                  {"a"}) == "f.yaml:1: the file is UTF-16\n  hint: save the file as UTF-8\n");
}

TEST_CASE("A path leads to a key or an item, or to the nearest that is there") {
  const ConfigNode root = ConfigNode::Parse("f.yaml", "a:\n  b:\n  - c: 1\n  - 0: x\n");
  CHECK(root.PositionOf({"a", "b"}).line == 2);
  CHECK(root.PositionOf({"a", "b", "0", "c"}).line == 3);
  CHECK(root.PositionOf({"a", "b", "1", "0"}).line == 4);
  CHECK(root.PositionOf({"a", "b", "7", "c"}).line == 2);
  CHECK(root.PositionOf({"a", "z"}).line == 1);
}

}  // namespace
}  // namespace pkgrepo::packaging
