// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/json_text.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace pkgrepo::go {
namespace {

using namespace std::literals;
using nlohmann::json;
using nlohmann::ordered_json;

TEST_CASE("JSON is printed as Go prints it") {
  CHECK(PrintJson(json{{"b", {1, true, nullptr}}, {"a", json::object()}}) == R"({"a":{},"b":[1,true,null]})");
  CHECK(PrintJson(ordered_json{{"b", {1, 2}}, {"a", json::array()}}, {.indent = 4}) ==
        "{\n    \"b\": [\n        1,\n        2\n    ],\n    \"a\": []\n}");
}

TEST_CASE("Strings are printed as json.Marshal does it") {
  struct Row {
    std::string_view text, json;
  };
  constexpr Row kRows[] = {
      {"", "\"\""},
      {"a", "\"a\""},
      {"\"\\/", "\"\\\"\\\\/\""},
      {"\x08\x0c\n\r\t", "\"\\u0008\\u000c\\n\\r\\t\""},
      {"\x00\x01\x1f"sv, "\"\\u0000\\u0001\\u001f\""},
      {"\x7f\xc2\x80", "\"\x7f\xc2\x80\""},
      {"<a href='x'>&</a>", "\"\\u003ca href='x'\\u003e\\u0026\\u003c/a\\u003e\""},
      {"\xe2\x80\xa8\xe2\x80\xa9", "\"\\u2028\\u2029\""},
      {"\xc3\xa9\xe6\x97\xa5\xf0\x9f\x98\x80", "\"\xc3\xa9\xe6\x97\xa5\xf0\x9f\x98\x80\""},
      {"\xef\xbf\xbd", "\"\xef\xbf\xbd\""},
      {"\xef\xbb\xbf", "\"\xef\xbb\xbf\""},
      {"\xff", "\"\\ufffd\""},
      {"a\xc3", "\"a\\ufffd\""},
      {"\xed\xa0\x80", "\"\\ufffd\\ufffd\\ufffd\""},
      {"\xf4\x90\x80\x80", "\"\\ufffd\\ufffd\\ufffd\\ufffd\""},
      {"\xe2\x82<", "\"\\ufffd\\ufffd\\u003c\""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.json);
    std::string printed;
    AppendJsonString(printed, row.text);
    CHECK(printed == row.json);
    CHECK(PrintJson(json(std::string(row.text))) == row.json);
  }
}

TEST_CASE("Backspace and form feed have short forms since Go 1.22") {
  const json value = {{"\b", "\f"}};
  CHECK(PrintJson(value) == R"({"\u0008":"\u000c"})");
  CHECK(PrintJson(value, {.escapes = JsonEscapes::kGo122}) == R"({"\b":"\f"})");
}

TEST_CASE("Keys and values that are not UTF-8 are printed all the same") {
  CHECK(PrintJson(json{{"\xff", "a\xff"}}) == R"({"\ufffd":"a\ufffd"})");
}

}  // namespace
}  // namespace pkgrepo::go
