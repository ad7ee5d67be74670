#include "yaml/printer.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/error.h"
#include "yaml/reader.h"

namespace pkgrepo::yaml {
namespace {

RefPtr<Node> Read(std::string text) { return ReadDocuments(MakeRef<Source>("a.yml", std::move(text)), {}); }

std::string Print(std::string_view text) {
  std::string out;
  AppendYaml(out, Value::String(text));
  return out;
}

TEST_CASE("texts are written in the plainest style that keeps them") {
  struct Case {
    std::string_view text;
    const char* yaml;
  };
  const Case cases[] = {
      {"plain text", "plain text\n"},
      {"", "\"\"\n"},
      {"12", "\"12\"\n"},
      {"yes", "\"yes\"\n"},
      {"2001-01-01", "\"2001-01-01\"\n"},
      {"a: b", "'a: b'\n"},
      {"a:b", "a:b\n"},
      {"a #b", "'a #b'\n"},
      {"a#b", "a#b\n"},
      {"- a", "'- a'\n"},
      {"-a", "-a\n"},
      {"it's", "it's\n"},
      {"'quoted'", "'''quoted'''\n"},
      {" lead", "' lead'\n"},
      {"trail ", "'trail '\n"},
      {"@a", "'@a'\n"},
      {"{a}", "'{a}'\n"},
      {"---", "'---'\n"},
      {"--- a", "'--- a'\n"},
      {"a\tb", "\"a\\tb\"\n"},
      {"a\rb", "\"a\\rb\"\n"},
      {"nul\0byte", "nul\n"},
      {"\x1b[0m", "\"\\e[0m\"\n"},
      {"caf\u00e9", "caf\u00e9\n"},
      {"\U0001F680", "\"\\U0001F680\"\n"},
      {"a\u0085b", "\"a\\Nb\"\n"},
      {"a\u2028b", "'a\u2028  b'\n"},
      {"\uFEFFab", "\"\\uFEFF\\x61\\x62\"\n"},
      {"one\ntwo", "|-\n  one\n  two\n"},
      {"one\ntwo\n", "|\n  one\n  two\n"},
      {"one\n\n", "|+\n  one\n\n"},
      {"\n", "|2+\n\n"},
      {" one\ntwo\n", "|2\n   one\n  two\n"},
      {"one \ntwo\n", "\"one \\ntwo\\n\"\n"},
      {"one\n two", "|-\n  one\n   two\n"},
      {"a\n\nb\n", "|\n  a\n\n  b\n"},
      {"\xff\xfe", "!!binary //4=\n"},
      {"\xb6\xbb\x9e", "!!binary true\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(Print(c.text) == c.yaml);
  }
}

TEST_CASE("no text is folded, however long") {
  const std::string text = std::string(300, 'a') + ' ' + std::string(300, 'b');
  CHECK(Print(text) == text + '\n');
}

TEST_CASE("text that is no UTF-8 is broken into lines, also as a key") {
  const std::string text(52, '\xff');
  CHECK(Print(text.substr(1)) == "!!binary " + std::string(68, '/') + "\n");
  CHECK(Print(text) == "!!binary |\n  " + std::string(69, '/') + "w\n  ==\n");
  auto map = MakeRef<Node>(Node::Kind::kMap);
  map->items.emplace_back(Value::String(text), Value::Int(1), Position());
  map->items.emplace_back(Value::String("\n\xff"), Value::Int(2), Position());
  std::string yaml;
  AppendYaml(yaml, map);
  CHECK(yaml == "? !!binary |\n  " + std::string(69, '/') + "w\n  ==\n: 1\n!!binary Cv8=: 2\n");
}

TEST_CASE("printed text reads back as it was") {
  const std::string_view pieces[] = {"a",  " ",  "\n",     ":",          "#", "-", "'",
                                     "\"", "\t", "\u00e9", "\U0001F680", "1", "\\"};
  for (const std::string_view a : pieces) {
    for (const std::string_view b : pieces) {
      for (const std::string_view c : pieces) {
        const std::string text = std::string(a) + std::string(b) + std::string(c);
        CAPTURE(text);
        auto map = MakeRef<Node>(Node::Kind::kMap);
        map->items.emplace_back(Value::String(text), Value::String(text), Position());
        std::string yaml;
        AppendYaml(yaml, map);
        CAPTURE(yaml);
        const RefPtr<Node> documents = Read(yaml);
        const Item& item = documents->items[0].value.node()->items[0];
        CHECK(item.key == Value::String(text));
        CHECK(item.value == Value::String(text));
      }
    }
  }
}

TEST_CASE("collections print in block style, empty ones inline") {
  const char* const text =
      "map:\n"
      "  list:\n"
      "  - 1\n"
      "  - - 2\n"
      "    - a: b\n"
      "      c:\n"
      "      - d\n"
      "  empty: {}\n"
      "  none: []\n"
      "  nothing: null\n"
      "  text: |\n"
      "    line\n"
      "? |\n"
      "  long\n"
      "  key\n"
      ": value\n"
      "? a: 1\n"
      ": - 2\n";
  CHECK(PrintYaml(*Read(text)) == text);
}

TEST_CASE("documents that say nothing are left out") {
  CHECK(PrintYaml(*Read("---\n---\na: 1\n--- {}\n--- []\n--- b\n")) == "a: 1\n---\nb\n");
  Item computed({}, MakeRef<Node>(Node::Kind::kMap, Position(), Node::Origin::kComputed), {});
  CHECK(IsPrinted(computed));
}

TEST_CASE("JSON has sorted keys and escapes what HTML could take amiss") {
  CHECK(PrintJson(*Read("b: [1, 1.5, 1e21, 1e-7, true, null]\na: \"<&>\\u2028\\x01\\b\"\n")) ==
        R"({"a":"\u003c\u0026\u003e\u2028\u0001\u0008","b":[1,1.5,1e+21,1e-7,true,null]})");
  std::string indented;
  AppendJson(indented, Read("a: [1, {}]\n")->items[0].value, 2);
  CHECK(indented == "{\n  \"a\": [\n    1,\n    {}\n  ]\n}");
  CHECK_THROWS_WITH(PrintJson(*Read("1: a\n")), "Expected key to be string");
  CHECK_THROWS_WITH(AppendJson(indented, Value::Float(INFINITY)), "json: unsupported value: +Inf");
  CHECK(PrintJson(*Read("a: [.inf]\n---\nb: 1\n")) == R"({"b":1})");
}

}  // namespace
}  // namespace pkgrepo::yaml
