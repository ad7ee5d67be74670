#include "go/json_text.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace pkgrepo::go {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

TEST_CASE("JSON is printed as Go prints it") {
  CHECK(PrintJson(json{{"b", {1, true, nullptr}}, {"a", json::object()}}) == R"({"a":{},"b":[1,true,null]})");
  CHECK(PrintJson(ordered_json{{"b", {1, 2}}, {"a", json::array()}}, 4) ==
        "{\n    \"b\": [\n        1,\n        2\n    ],\n    \"a\": []\n}");
  CHECK(PrintJson(json("<a&b> \"\\\b\f\n\r\t\x01\x7f \xe2\x80\xa8\xe2\x80\xa9 \xc3\xa4")) ==
        "\"\\u003ca\\u0026b\\u003e \\\"\\\\\\b\\f\\n\\r\\t\\u0001\x7f \\u2028\\u2029 \xc3\xa4\"");
}

TEST_CASE("Each byte that is not UTF-8 is printed as an escaped U+FFFD") {
  CHECK(PrintJson(json("a\xff\xfe")) == R"("a\ufffd\ufffd")");
  CHECK(PrintJson(json("\xe2\x82")) == R"("\ufffd\ufffd")");
  CHECK(PrintJson(json("\xed\xa0\x80")) == R"("\ufffd\ufffd\ufffd")");
  CHECK(PrintJson(json("\xef\xbf\xbd")) == "\"\xef\xbf\xbd\"");
  CHECK(PrintJson(json{{"\xff", 1}}) == R"({"\ufffd":1})");
}

}  // namespace
}  // namespace pkgrepo::go
