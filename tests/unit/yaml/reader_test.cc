#include "yaml/reader.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "yaml/printer.h"

namespace pkgrepo::yaml {
namespace {

RefPtr<Node> Read(std::string text, ReadOptions options = {}) {
  return ReadDocuments(MakeRef<Source>("a.yml", std::move(text)), options);
}

// One line for each item: its line, its key, and its comments with their lines.
std::string Outline(const Node& node, int level = 0) {
  std::string out;
  for (const Item& item : node.items) {
    out += std::string(static_cast<size_t>(level) * 2, ' ') + std::to_string(item.position.line);
    if (item.key.is_string()) out += ' ' + std::string(item.key.string());
    if (item.comments) {
      for (const Comment& comment : item.comments->comments) {
        out += " [" + std::to_string(comment.line) + '#' + comment.text + ']';
      }
    }
    out += '\n';
    if (item.value.is_node()) out += Outline(*item.value.node(), level + 1);
  }
  return out;
}

std::string Commented(std::string text) { return Outline(*Read(std::move(text), {.comments = true})); }

TEST_CASE("every item knows the line it begins on") {
  CHECK(Outline(*Read("a: 1\nb:\n  c: 2\n")) == "1\n  1 a\n  2 b\n    3 c\n");
  CHECK(Outline(*Read("---\na: 1\n---\n- x\n-\n  z: 1\n")) == "1\n  2 a\n3\n  4\n  5\n    6 z\n");
  SUBCASE("an item of a flow sequence begins at the comma before it") {
    CHECK(Outline(*Read("a: [1,\n 2,\n {b: 1,\n  c: 2}, [4,\n5]]\n")) ==
          "1\n  1 a\n    1\n    1\n    2\n      3 b\n      4 c\n    4\n      4\n      4\n");
  }
  SUBCASE("the line of a dash counts, not that of what follows") {
    CHECK(Outline(*Read("-\n\n  # note\n  a: 1\n")) == "1\n  1\n    4 a\n");
  }
  SUBCASE("copies made by aliases have the lines of the original") {
    CHECK(Outline(*Read("a: &x\n  b: 1\nc: *x\n")) == "1\n  1 a\n    2 b\n  3 c\n    2 b\n");
  }
}

TEST_CASE("comments belong to the last item on their line, else to the first on the next") {
  CHECK(Commented("# 1\na: 1 # 2\n\n# 3\nb:\n  # 4\n  c: 1\n") ==
        "1\n  2 a [1# 1] [2# 2]\n  5 b [4# 3]\n    7 c [6# 4]\n");
  CHECK(Commented("- # 1\n  a: 1 # 2\n") == "1\n  1 [1# 1]\n    2 a [2# 2]\n");
  CHECK(Commented("a: {b: 1, c: 2} # 1\n") == "1\n  1 a\n    1 b\n    1 c [1# 1]\n");
  SUBCASE("those behind the last item have a document of their own") {
    CHECK(Commented("a: 1\n# 1\n# 2\n") == "1\n  1 a\n0 [2# 1] [3# 2]\n");
    CHECK(Commented("# only\n") == "1\n0 [1# only]\n");
  }
  SUBCASE("a document with a marker takes those on its line") {
    CHECK(Commented("--- # 1\na: 1\n") == "1 [1# 1]\n  2 a\n");
    CHECK(Commented("# 0\n---\na: 1\n") == "1\n2 [1# 0]\n  3 a\n");
  }
  SUBCASE("what looks like one inside of text is text") {
    CHECK(Commented("a: |# no\n  # no\n  x\nb: 'a # no'\nc: \"a\n  # no\" # yes\nd: x#no\n") ==
          "1\n  1 a\n  4 b\n  5 c\n  7 d [6# yes]\n");
  }
  SUBCASE("indicators, anchors and tags may stand ahead of one") {
    CHECK(Commented("a: &x # 1\n  b: 1\nc: !!str # 2\n  d\n? e # 3\n: f # 4\n") ==
          "1\n  1 a [1# 1]\n    2 b\n  3 c [3# 2]\n  5 e [5# 3]\n0 [6# 4]\n");
  }
  SUBCASE("with aliases it is the last copy that counts") {
    CHECK(Commented("a: &x\n  b: 1 # 1\nc: *x\n") == "1\n  1 a\n    2 b\n  3 c\n    2 b [2# 1]\n");
  }
}

TEST_CASE("merge keys take the items of one map") {
  RefPtr<Node> documents = Read("a: &a {x: 1, z: 2}\nb:\n  <<: *a\n  z: 3\nc:\n  z: 3\n  <<: *a\n");
  MergeEqualKeys(*documents);
  CHECK(PrintJson(*documents) == R"({"a":{"x":1,"z":2},"b":{"x":1,"z":3},"c":{"x":1,"z":2}})");
  CHECK(PrintJson(*Read("b: {<<: [], ! '<<': {x: 1}, !!merge '<<': {z: 2}, '<<': 3}\n")) ==
        R"({"b":{"\u003c\u003c":3,"x":1,"z":2}})");
  CHECK_THROWS_WITH(Read("a: &a {}\nb:\n  <<: [*a]\n"),
                    "yaml: map merge requires map or sequence of maps as the value");
}

TEST_CASE("of equal keys the last value stays in the first one's place") {
  std::string text;
  std::string wanted = "k0: last\n";
  for (int i = 0; i < 40; ++i) text += "k" + std::to_string(i) + ": 1\n";
  for (int i = 1; i < 40; ++i) wanted += "k" + std::to_string(i) + ": 1\n";
  RefPtr<Node> documents = Read(text + "k0: last\n");
  CHECK(documents->items[0].value.node()->items.size() == 41);
  MergeEqualKeys(*documents);
  CHECK(PrintYaml(*documents) == wanted);
}

// The original looks at characters 512 bytes ahead, and of two faults reports the one that it meets first.
TEST_CASE("what is wrong with characters is told when they are read") {
  const std::string wrong_syntax = "a: b: c\n", comment = "#" + std::string(600, '-');
  CHECK_THROWS_WITH(Read(wrong_syntax + "# \x01\n"), "yaml: control characters are not allowed");
  CHECK_THROWS_WITH(Read(wrong_syntax + comment + "\x01\n"),
                    "yaml: line 1: mapping values are not allowed in this context");
  CHECK_THROWS_WITH(Read("a: \"" + comment + "\x01"), "yaml: control characters are not allowed");
}

TEST_CASE("errors have the text and the line of the original") {
  struct Case {
    const char* text;
    const char* message;
  };
  const Case cases[] = {
      {"a: @x\n", "yaml: line 1: found character that cannot start any token"},
      {"a: 1\n---\nb: 2\nc: @bad\n", "yaml: line 4: found character that cannot start any token"},
      {"a: b: c\n", "yaml: line 1: mapping values are not allowed in this context"},
      {"a: 1\n b: 2\n", "yaml: line 2: mapping values are not allowed in this context"},
      {"x: 1\ny:\n- 1\nz\n", "yaml: line 5: could not find expected ':'"},
      {"x: [1\n", "yaml: line 1: did not find expected ',' or ']'"},
      {"a: *b\n", "yaml: unknown anchor 'b' referenced"},
      {"a: &a [*a]\n", "yaml: anchor 'a' value contains itself"},
      {"a: \"\\/\"\n", "yaml: line 1: found unknown escape character"},
      {"a: !x!y 1\n", "yaml: found undefined tag handle"},
      {"a: !x!y !!\n", "yaml: line 1: did not find expected tag URI"},
      {"%TAG ! \n---\na: 1\n", "yaml: line 1: did not find expected tag URI"},
      {"a: !%zz 1\n", "yaml: line 1: did not find URI escaped octet"},
      {"a: !%ba 1\n", "yaml: line 1: found an incorrect leading UTF-8 octet"},
      {"a: !%c3%41 1\n", "yaml: line 1: found an incorrect trailing UTF-8 octet"},
      {"a: \x01\n", "yaml: control characters are not allowed"},
      {"...\n%YAML 1.2\n---\na: 1\n", "yaml: line 1: found incompatible YAML document"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK_THROWS_WITH(Read(c.text), c.message);
  }
}

TEST_CASE("what a document means is complained about after its form") {
  CHECK_THROWS_WITH(Read("a: !!int x\nb: [\n"), "yaml: line 2: did not find expected node content");
  CHECK_THROWS_WITH(Read("a: !!int x\nb: !!bool z\n---\nb: [\n"), "yaml: cannot decode !!str `x` as a !!int");
  CHECK_THROWS_WITH(Read("a: x z\n b: 1\n", {.strict = true}),
                    "yaml: line 2: mapping values are not allowed in this context");
}

TEST_CASE("hostile texts end in an error") {
  CHECK_THROWS_WITH(Read(std::string(100'000, '[')), "yaml: exceeded max depth of 1000");
  std::string bomb = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string previous = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + previous + ", " + previous + "]\n";
  }
  CHECK_THROWS_WITH(Read(bomb), "yaml: document contains excessive aliasing");
}

TEST_CASE("a byte order mark is text") {
  const RefPtr<Node> documents = Read(
      "\xEF\xBB\xBF"
      "a: 1\nb: \"x\xEF\xBB\xBFy\"\n");
  const Node& map = *documents->items[0].value.node();
  CHECK(map.items[0].key.string() ==
        "\xEF\xBB\xBF"
        "a");
  CHECK(map.items[1].value.string() == "x\xEF\xBB\xBFy");
}

TEST_CASE("flow collections end plain scalars as in YAML 1.1") {
  const auto json = [](const char* text) { return PrintJson(*Read(text)); };
  CHECK(json("[http://a, b:c, d:, -, -e]\n") == R"(["http://a","b:c","d:","-","-e"])");
  CHECK(json("{a, b: , ? c, \"d\":1}\n") == R"({"a":null,"b":null,"c":null,"d":1})");
  CHECK(json("[a: 1, ? b]\n") == R"([{"a":1},{"b":null}])");
  CHECK_THROWS_WITH(Read("\n- [a?b]\n"), "yaml: line 1: did not find expected ',' or ']'");
}

TEST_CASE("a tag of a bare exclamation mark makes a text of a plain scalar") {
  CHECK(PrintJson(*Read("[! 12, ! \"x\"]\n")) == R"(["12","x"])");
}

TEST_CASE("block scalars are chomped, indented and folded") {
  struct Case {
    const char* text;
    const char* json;
  };
  const Case cases[] = {
      {"|\n a\n b\n", R"("a\nb\n")"},
      {"|-\n a\n\n", R"("a")"},
      {"|+\n a\n\n", R"("a\n\n")"},
      {"|2\n   a\n  b\n", R"(" a\nb\n")"},
      {">\n a\n b\n", R"("a b\n")"},
      {">\n a\n\n b\n", R"("a\nb\n")"},
      {">\n a\n  b\n c\n", R"("a\n b\nc\n")"},
      {"|\n", R"("")"},
      {"| # note\n a", R"("a")"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(PrintJson(*Read("--- " + std::string(c.text))) == c.json);
  }
}

TEST_CASE("quoted scalars fold lines and know their escapes") {
  const auto json = [](const char* text) { return PrintJson(*Read(text)); };
  CHECK(json("'it''s'\n") == R"("it's")");
  CHECK(json("'a\n  b\n\n  c'\n") == R"("a b\nc")");
  CHECK(json("\"a \\\n  b\\x41\\u00e9\\t\\'\"\n") == "\"a bA\u00e9\\t'\"");
  CHECK_THROWS_WITH(Read("--- \"\\q\"\n"), "yaml: found unknown escape character");
  CHECK_THROWS_WITH(Read("a: \"\\ud800\"\n"), "yaml: line 1: found invalid Unicode character escape code");
  CHECK_THROWS_WITH(Read("a: 'x\n---\n'\n"), "yaml: line 2: found unexpected document indicator");
}

TEST_CASE("aliases are copies of their own, strings are shared") {
  const RefPtr<Node> documents = Read("a: &x {k: v}\nb: *x\nc: [v]\n");
  Node& map = *documents->items[0].value.node();
  map.items[1].value.node()->items[0].value = Value::Int(1);
  CHECK(PrintJson(*documents) == R"({"a":{"k":"v"},"b":{"k":1},"c":["v"]})");
}

}  // namespace
}  // namespace pkgrepo::yaml
