#include "yaml/json_yaml.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "go/yaml_key_order.h"

namespace pkgrepo::yaml {
namespace {

using nlohmann::json;

std::string ErrorOf(std::string_view yaml) {
  try {
    ParseYamlAsJson(yaml, "in.yml");
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

// What is printed for the document that `yaml` holds.
std::string Print(std::string_view yaml) { return PrintJsonAsYaml(ParseYamlAsJson(yaml, "in.yml")); }

TEST_CASE("strings are printed plain where they read back as the same string") {
  struct Row {
    std::string text, printed;
  };
  const std::vector<Row> rows = {
      {"", "\"\""},
      {"a", "a"},
      {"a b", "a b"},
      {"a: b", "'a: b'"},
      {"a:b", "a:b"},
      {"a #b", "'a #b'"},
      {"a#b", "a#b"},
      {" a", "' a'"},
      {"a ", "'a '"},
      {"-", "'-'"},
      {"-a", "-a"},
      {"?a", "?a"},
      {"---", "'---'"},
      {"'a", "'''a'"},
      {"@a", "'@a'"},
      {"a,b]", "a,b]"},
      {"<<", "<<"},
      {"yes", "\"yes\""},
      {"~", "\"~\""},
      {"12", "\"12\""},
      {"0o17", "\"0o17\""},
      {"1e3", "\"1e3\""},
      {"1:30", "\"1:30\""},
      {"2001-01-01", "\"2001-01-01\""},
      {"2001-13-01", "2001-13-01"},
      {"a\tb", "\"a\\tb\""},
      {"a\rb", "\"a\\rb\""},
      {"\x1b", "\"\\e\""},
      {"é", "é"},
      {"😀", "\"\\U0001F600\""},
      {"\xEF\xBB\xBF"
       "b",
       "\"\\uFEFF\\x62\""},
      {"a\xC2\x85 b", "a b"},
      {"a\n", "|\n  a"},
      {"a\nb", "|-\n  a\n  b"},
      {"a\n\n", "|+\n  a\n"},
      {" a\n", "|2\n   a"},
      {"\n", "|2+\n"},
      {"a \nb", "\"a \\nb\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(PrintJsonAsYaml(row.text) == row.printed + "\n");
  }
}

TEST_CASE("control characters that JSON lets through and YAML does not are refused") {
  CHECK_THROWS_WITH_AS(PrintJsonAsYaml("a\x7F"), "yaml: control characters are not allowed", Error);
}

TEST_CASE("a character that is cut off at the end of a text is told of ahead of what the text says") {
  CHECK_THROWS_WITH_AS(ParseYamlAsJson("~:\t)\t?\t\xF4\t", "f"),
                       "error converting YAML to JSON: yaml: incomplete UTF-8 octet sequence", Error);
}

TEST_CASE("long text is folded at 80 columns, a long key is not") {
  const std::string words = std::string(40, 'a') + " " + std::string(41, 'b') + " c d";
  CHECK(PrintJsonAsYaml({{"k", words}}) ==
        "k: " + std::string(40, 'a') + " " + std::string(41, 'b') + "\n  c d\n");
  const std::string ten = "aaaaaaaaa ";
  std::string lines;
  for (int i = 0; i < 20; ++i) lines += ten;
  CHECK(PrintJsonAsYaml(lines + "b") ==
        lines.substr(0, 89) + "\n  " + lines.substr(0, 79) + "\n  " + lines.substr(0, 30) + "b\n");
  CHECK(PrintJsonAsYaml({{words, 1}}) == words + ": 1\n");
}

TEST_CASE("a key that is too long or has several lines stands behind a question mark") {
  CHECK(PrintJsonAsYaml({{std::string(129, 'k'), json::array({1})}}) ==
        "? " + std::string(129, 'k') + "\n: - 1\n");
  CHECK(PrintJsonAsYaml({{"a\nb", {{"c", 1}}}}) == "? |-\n  a\n  b\n: c: 1\n");
}

TEST_CASE("every kind of line break makes a key stand behind a question mark") {
  CHECK(PrintJsonAsYaml({{"a\rb", 1}}) == "? \"a\\rb\"\n: 1\n");
  CHECK(PrintJsonAsYaml({{"a\u2028b", 1}}) == "? 'a\u2028  b'\n: 1\n");
  CHECK(PrintJsonAsYaml({{"a\u00e9", 1}}) == "a\u00e9: 1\n");
}

TEST_CASE("structure") {
  CHECK(Print("{a: [1, {b: [], c: {}}, [x, [z]]], d: null}") ==
        "a:\n- 1\n- b: []\n  c: {}\n- - x\n  - - z\nd: null\n");
  CHECK(Print("") == "null\n");
}

TEST_CASE("numbers pass through 64-bit floats") {
  struct Row {
    const char *text, *printed;
  };
  const Row rows[] = {
      {"1", "1"},
      {"1.0", "1"},
      {"-7", "-7"},
      {"017", "15"},
      {"0b11", "3"},
      {"1_000", "1000"},
      {"12345678901234567", "12345678901234568"},
      {"9223372036854775807", "9223372036854776000"},
      {"18446744073709551615", "1.8446744073709552e+19"},
      {"-9223372036854775808", "-9.223372036854776e+18"},
      {"123456.5", "123456.5"},
      {"1234567.5", "1.2345675e+06"},
      {"1e20", "1e+20"},
      {"1e-7", "1e-07"},
      {"0.0001", "0.0001"},
      {"-0.0", "0"},
      {"5e-324", "5e-324"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(Print(row.text) == std::string(row.printed) + "\n");
  }
}

TEST_CASE("keys are sorted by character, and runs of digits by their value") {
  const std::vector<std::string> sorted = {"_",   "09",  "9",   "10", "B",  "a-b", "a.b",
                                           "a/b", "a10", "a1b", "ab", "b2", "b10", "ä"};
  for (size_t i = 0; i + 1 < sorted.size(); ++i) {
    CAPTURE(sorted[i]);
    CAPTURE(sorted[i + 1]);
    if (sorted[i] == "09") continue;  // equal values: the shorter one comes first
    CHECK(go::NaturalKeyLess(sorted[i], sorted[i + 1]));
    CHECK_FALSE(go::NaturalKeyLess(sorted[i + 1], sorted[i]));
  }
  CHECK(go::NaturalKeyLess("9", "09"));
  CHECK(go::NaturalKeyLess("a", "ab"));
  CHECK_FALSE(go::NaturalKeyLess("a", "a"));
}

TEST_CASE("reading follows YAML 1.1") {
  CHECK(Print("{yes: 1, 2.5: 2, 1.10: 3, 0x10: 4, .inf: 5, 2001-01-01: 6}") ==
        "\".inf\": 5\n\"1.1\": 3\n\"2.5\": 2\n\"16\": 4\n\"2001-01-01\": 6\n\"true\": 1\n");
  CHECK(Print("a: 1\na: 2") == "a: 2\n");
  CHECK(Print("x: !!str 1\ny1: !foo 1\nz: ! 1\nw: !!float 1\nv: !!binary aGk=") ==
        "v: hi\nw: 1\nx: \"1\"\ny1: \"1\"\nz: \"1\"\n");
  CHECK(Print("a: 1\n--- x\nb: [") == "a: 1\n");
}

TEST_CASE("aliases and merge keys") {
  CHECK(Print("a: &x [1]\nb: *x") == "a:\n- 1\nb:\n- 1\n");
  CHECK(Print("&k a: 1\nb: *k") == "a: 1\nb: a\n");
  CHECK(Print("a: 1\n<<: {a: 2, b: 3}\nb: 4") == "a: 2\nb: 4\n");
  CHECK(Print("<<: [{a: 1}, {a: 2, b: 2}]") == "a: 1\nb: 2\n");
  CHECK(Print("\"<<\": {a: 1}") == "<<:\n  a: 1\n");
}

TEST_CASE("errors have Go's words") {
  struct Row {
    const char *yaml, *error;
  };
  const Row rows[] = {
      {"a: b: c", "yaml: mapping values are not allowed in this context"},
      {"a: b\n  c: d", "yaml: line 2: mapping values are not allowed in this context"},
      {"a: [1,\nb: }", "yaml: line 1: did not find expected node content"},
      {"a: *x", "yaml: unknown anchor 'x' referenced"},
      {"a: &x [*x]", "yaml: anchor 'x' value contains itself"},
      {"<<: 3", "yaml: map merge requires map or sequence of maps as the value"},
      {"? [1, a]\n: 2", "yaml: invalid map key: []interface {}{1, \"a\"}"},
      {"? [18446744073709551615, -1, 1e6, .inf, true, ~, \"\\a\"]\n: x",
       "yaml: invalid map key: []interface {}{0xffffffffffffffff, -1, 1e+06, +Inf, true, interface {}(nil), \"\\a\"}"},
      {"~: 1", "unsupported map key of type: %!s(<nil>), key: <nil>, value: 1"},
      {"~: ~", "unsupported map key of type: %!s(<nil>), key: <nil>, value: <nil>"},
      {"18446744073709551615: .inf", "unsupported map key of type: uint64, key: 0xffffffffffffffff, value: +Inf"},
      {"18446744073709551615: x",
       "unsupported map key of type: uint64, key: 0xffffffffffffffff, value: \"x\""},
      {"a: .nan", "json: unsupported value: NaN"},
      {"b: .nan\na: .inf", "json: unsupported value: +Inf"},
      {"a: [.inf]\nb: {~: 1}", "unsupported map key of type: %!s(<nil>), key: <nil>, value: 1"},
      {"a: -.inf", "json: unsupported value: -Inf"},
      {"a: !!int b", "yaml: cannot decode !!str `b` as a !!int"},
      {"a: !!binary b", "yaml: !!binary value contains invalid base64 data"},
      {"a: 1\nb: \"\\/\"", "yaml: line 2: found unknown escape character"},
      {"a: \"\\/\"", "yaml: found unknown escape character"},
      {"%YAML 1.2\n---\na", "yaml: found incompatible YAML document"},
      {"a\xFF", "yaml: invalid leading UTF-8 octet"},
      {"a\x01", "yaml: control characters are not allowed"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.yaml);
    CHECK(ErrorOf(row.yaml) == std::string("error converting YAML to JSON: ") + row.error);
  }
}

TEST_CASE("a slash is refused as an escape only where it is one") {
  CHECK(Print("ä: '\\/'\nb: \"\\\\/ ü\"") == "b: \\/ ü\nä: \\/\n");
}

TEST_CASE("bombs end in an error") {
  CHECK(ErrorOf(std::string(100'000, '[')).find("exceeded max depth") != std::string::npos);
  std::string deep;
  for (int i = 0; i < 3000; ++i) deep += std::string(static_cast<size_t>(i), ' ') + "a:\n";
  CHECK(ErrorOf(deep).find("exceeded max depth") != std::string::npos);

  std::string laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'j'; ++c) {
    std::string alias = std::string("*") + static_cast<char>(c - 1);
    laughs += std::string(1, c) + ": &" + c + " [" + alias;
    for (int i = 0; i < 8; ++i) laughs += "," + alias;
    laughs += "]\n";
  }
  CHECK(ErrorOf(laughs) == "error converting YAML to JSON: yaml: document contains excessive aliasing");

  std::string heavy = "a: &a " + std::string(1 << 20, 'x') + "\nb: [";
  for (int i = 0; i < 100; ++i) heavy += "*a,";
  CHECK(ErrorOf(heavy + "]") == "error converting YAML to JSON: yaml: document contains excessive aliasing");
}

TEST_CASE("streams are split at lines that begin with three hyphens") {
  using Documents = std::vector<std::string>;
  CHECK(SplitYamlDocuments("") == Documents{});
  CHECK(SplitYamlDocuments("a") == Documents{"a\n"});
  CHECK(SplitYamlDocuments("a\r\n--- # c\r\nb\n") == Documents{"a\n", "b\n"});
  CHECK(SplitYamlDocuments("---\n---\n---\na") == Documents{"---\n", "---\na\n"});
  CHECK(SplitYamlDocuments("\n---\n  \n---\na\n---") == Documents{"\n", "  \n", "a\n"});
  CHECK_THROWS_WITH_AS(SplitYamlDocuments("a\n---b"), "invalid Yaml document separator: b", Error);
}

TEST_CASE("JSON text") {
  CHECK(PrintCompactJson(json::parse(R"({"b": [1, 2.50, null], "a": "<é>\n\u0001"})")) ==
        "{\"a\":\"\\u003cé\\u003e\\n\\u0001\",\"b\":[1,2.5,null]}");
  CHECK(PrintCompactJson(*ParseJsonText("12345678901234567890")) == "12345678901234567000");
  CHECK(PrintCompactJson(*ParseJsonText("[1e21, 1e-7, 0.000001]")) == "[1e+21,1e-7,0.000001]");
  CHECK_FALSE(ParseJsonText("{\"a\": 1} x").has_value());
  CHECK_FALSE(ParseJsonText("{a: 1}").has_value());
  CHECK_FALSE(ParseJsonText("").has_value());
  CHECK_FALSE(ParseJsonText("\xEF\xBB\xBF{}").has_value());
  CHECK_FALSE(ParseJsonText(std::string_view("{}\0x", 4)).has_value());
  CHECK_FALSE(ParseJsonText(std::string(5000, '[') + std::string(5000, ']')).has_value());
  CHECK(ParseJsonText("\"" + std::string(5000, '[') + "\"").has_value());
}

}  // namespace
}  // namespace pkgrepo::yaml
