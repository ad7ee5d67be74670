// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/value_text.h"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

namespace pkgrepo::go {
namespace {

using namespace std::literals;

using nlohmann::json;

TEST_CASE("Decoded JSON is printed as fmt does it for %v") {
  struct Row {
    std::string_view text, printed;
  };
  constexpr Row kRows[] = {
      {"null", "<nil>"},
      {"true", "true"},
      {"\"a b\"", "a b"},
      {"\"\"", ""},
      {"1", "1"},
      {"1.0", "1"},
      {"-0.5", "-0.5"},
      {"1e6", "1e+06"},
      {"123456", "123456"},
      {"1234567", "1.234567e+06"},
      {"1e20", "1e+20"},
      {"1e21", "1e+21"},
      {"1e-5", "1e-05"},
      {"[]", "[]"},
      {"[null,\"x\",1.5,[]]", "[<nil> x 1.5 []]"},
      {"{}", "map[]"},
      {"{\"b\":1,\"a\":{\"d\":[1,2],\"c\":null}}", "map[a:map[c:<nil> d:[1 2]] b:1]"},
      {"\"\\u00e9\\n\"", "\xc3\xa9\n"},
      {"{\"Tag\":\"1.0\"}", "map[Tag:1.0]"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(FormatValue(json::parse(row.text)) == row.printed);
  }
  CHECK(FormatValue(json::parse(std::string(20, '[') + std::string(20, ']'))) ==
        std::string(17, '[') + "..." + std::string(17, ']'));
}

TEST_CASE("Decoded YAML is printed as fmt does it for %#v") {
  const json list = {18446744073709551615u, 1, -1, 1.5, 1e6, INFINITY, -INFINITY, NAN, true, nullptr, "a",
                     "\a\xc3\xa9\0"s};
  CHECK(FormatSyntax(list) ==
        "[]interface {}{0xffffffffffffffff, 1, -1, 1.5, 1e+06, +Inf, -Inf, NaN, true, interface {}(nil), "
        "\"a\", \"\\a\xc3\xa9\\x00\"}");
  CHECK(FormatSyntax({json::array(), json::object(), {{"b", {1}}, {"a", "\xe2\x80\x8b"}}}) ==
        R"([]interface {}{[]interface {}{}, map[interface {}]interface {}{}, )"
        R"(map[interface {}]interface {}{"a":"\u200b", "b":[]interface {}{1}}})");
}

}  // namespace
}  // namespace pkgrepo::go
