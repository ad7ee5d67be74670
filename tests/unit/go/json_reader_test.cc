// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/json_reader.h"

#include <doctest/doctest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

using namespace std::literals;

// What ParseJson() refuses.
std::string Refusal(std::string_view text, size_t max_depth = kMaxJsonDepth) {
  try {
    ParseJson(text, max_depth);
    return "";
  } catch (const Error& error) {
    return error.message();
  }
}

TEST_CASE("JSON is taken or refused as json.Unmarshal does it") {
  struct Row {
    std::string_view text, error;
  };
  constexpr Row kRows[] = {
      {"", "unexpected end of JSON input"},
      {" ", "unexpected end of JSON input"},
      {"null", ""},
      {"true", ""},
      {"tru", "invalid character ' ' in literal true (expecting 'e')"},
      {"trux", "invalid character 'x' in literal true (expecting 'e')"},
      {"nul", "invalid character ' ' in literal null (expecting 'l')"},
      {"nulL", "invalid character 'L' in literal null (expecting 'l')"},
      {"f", "invalid character ' ' in literal false (expecting 'a')"},
      {"faLse", "invalid character 'L' in literal false (expecting 'l')"},
      {"x", "invalid character 'x' looking for beginning of value"},
      {"'a'", "invalid character '\\'' looking for beginning of value"},
      {"\"", "unexpected end of JSON input"},
      {"\"a", "unexpected end of JSON input"},
      {"\"a\"", ""},
      {"\"a\"b", "invalid character 'b' after top-level value"},
      {"\"\n\"", "invalid character '\\n' in string literal"},
      {"\"\x01\"", "invalid character '\\x01' in string literal"},
      {"\"\x7f\"", ""},
      {"\"\xff\"", ""},
      {"\"\\", "invalid character ' ' in string escape code"},
      {"\"\\x\"", "invalid character 'x' in string escape code"},
      {"\"\\u12\"", "invalid character '\"' in \\u hexadecimal character escape"},
      {"\"\\u12g4\"", "invalid character 'g' in \\u hexadecimal character escape"},
      {"\"\\ud800\"", ""},
      {"\"\\ud800\\u\"", "invalid character '\"' in \\u hexadecimal character escape"},
      {"\"\\ud83d\\ude00\"", ""},
      {"0", ""},
      {"-", "invalid character ' ' in numeric literal"},
      {"-a", "invalid character 'a' in numeric literal"},
      {"-0", ""},
      {"01", "invalid character '1' after top-level value"},
      {"1.", "invalid character ' ' after decimal point in numeric literal"},
      {"1.a", "invalid character 'a' after decimal point in numeric literal"},
      {"1e", "invalid character ' ' in exponent of numeric literal"},
      {"1e+", "invalid character ' ' in exponent of numeric literal"},
      {"1ex", "invalid character 'x' in exponent of numeric literal"},
      {"1.5e3", ""},
      {"+1", "invalid character '+' looking for beginning of value"},
      {".5", "invalid character '.' looking for beginning of value"},
      {"1 2", "invalid character '2' after top-level value"},
      {"NaN", "invalid character 'N' looking for beginning of value"},
      {"[", "unexpected end of JSON input"},
      {"[1", "unexpected end of JSON input"},
      {"[1,", "unexpected end of JSON input"},
      {"[1,]", "invalid character ']' looking for beginning of value"},
      {"[,]", "invalid character ',' looking for beginning of value"},
      {"[1 2]", "invalid character '2' after array element"},
      {"[]", ""},
      {"]", "invalid character ']' looking for beginning of value"},
      {"{", "unexpected end of JSON input"},
      {"{}", ""},
      {"{1", "invalid character '1' looking for beginning of object key string"},
      {"{\"a\"", "unexpected end of JSON input"},
      {"{\"a\":", "unexpected end of JSON input"},
      {"{\"a\":1", "unexpected end of JSON input"},
      {"{\"a\":1,", "unexpected end of JSON input"},
      {"{\"a\":1,}", "invalid character '}' looking for beginning of object key string"},
      {"{\"a\" 1}", "invalid character '1' after object key"},
      {"{\"a\":1 \"b\"}", "invalid character '\"' after object key:value pair"},
      {"{a:1}", "invalid character 'a' looking for beginning of object key string"},
      {"{,}", "invalid character ',' looking for beginning of object key string"},
      {"}", "invalid character '}' looking for beginning of value"},
      {"{\"a\":}", "invalid character '}' looking for beginning of value"},
      {"\xc3\xa9", "invalid character '\xc3\x83' looking for beginning of value"},
      {"\xff", "invalid character '\xc3\xbf' looking for beginning of value"},
      {"\xef\xbb\xbf{}", "invalid character '\xc3\xaf' looking for beginning of value"},
      {"[\"a\" \"b\"]", "invalid character '\"' after array element"},
      {"// c", "invalid character '/' looking for beginning of value"},
      {"[1]//", "invalid character '/' after top-level value"},
      {"\x00"sv, "invalid character '\\x00' looking for beginning of value"},
      {"1\x00"sv, "invalid character '\\x00' after top-level value"},
      {"[1e400, x]", "invalid character 'x' looking for beginning of value"},
      {"-1e-400", ""},
      {"{\"a\":1,\"a\":2}", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(Refusal(row.text) == row.error);
  }
}

TEST_CASE("What JSON consists of is told in order") {
  struct Recorder : JsonHandler {
    std::string log;
    void Null() override { log += "null "; }
    void Bool(bool value) override { log += value ? "true " : "false "; }
    void Number(std::string_view text) override { log.append(text).append(" "); }
    void String(std::string text) override { log += "'" + text + "' "; }
    void Key(std::string key) override { log += key + ": "; }
    void BeginObject() override { log += "{ "; }
    void EndObject() override { log += "} "; }
    void BeginArray() override { log += "[ "; }
    void EndArray() override { log += "] "; }
  } recorder;
  ReadJson("{\"a\": [1.50, true, [], {}], \"b\": {\"c\": null}, \"d\": \"\\ud83d\\ude00\\ud83d\xff\\n\"}",
           recorder);
  CHECK(recorder.log ==
        "{ a: [ 1.50 true [ ] { } ] b: { c: null } d: '\xf0\x9f\x98\x80\xef\xbf\xbd\xef\xbf\xbd\n' } ");
}

TEST_CASE("JSON becomes a value") {
  CHECK(ParseJson("{\"a\":[1,-2,18446744073709551615,1.5,true,null,\"x\"],\"b\":{}}").dump() ==
        R"({"a":[1,-2,18446744073709551615,1.5,true,null,"x"],"b":{}})");
  CHECK(ParseJson("{\"a\":1,\"a\":[2]}").dump() == R"({"a":[2]})");
  CHECK(ParseJson(" 7 ").dump() == "7");
  CHECK(ParseJson("-1e400").get<double>() == -std::numeric_limits<double>::infinity());
}

TEST_CASE("Nesting of JSON is bounded") {
  auto nested = [](size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(Refusal(nested(kMaxJsonDepth)) == "");
  CHECK(Refusal(nested(kMaxJsonDepth + 1)) == "exceeded max depth");
  CHECK(Refusal("[[1], {\"a\": [2]}]", 3) == "");
  CHECK(Refusal("[[1], {\"a\": [2]}]", 2) == "exceeded max depth");
}

}  // namespace
}  // namespace pkgrepo::go
