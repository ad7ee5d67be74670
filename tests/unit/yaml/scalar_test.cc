#include "yaml/scalar.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "yaml/printer.h"

namespace pkgrepo::yaml {
namespace {

std::string Print(const Value& value) {
  std::string text;
  AppendJson(text, value);
  return text;
}

TEST_CASE("plain scalars resolve by YAML 1.1") {
  struct Case {
    const char* text;
    const char* json;
  };
  const Case cases[] = {
      {"", "null"},
      {"~", "null"},
      {"null", "null"},
      {"nUll", R"("nUll")"},
      {"y", "true"},
      {"Yes", "true"},
      {"ON", "true"},
      {"oN", R"("oN")"},
      {"n", "false"},
      {"off", "false"},
      {"False", "false"},
      {"42", "42"},
      {"+42", "42"},
      {"-0", "0"},
      {"0755", "493"},
      {"0o17", "15"},
      {"0899", "899"},
      {"09", "9"},
      {"0x1F", "31"},
      {"-0x10", "-16"},
      {"0b11", "3"},
      {"-0b11", "-3"},
      {"1_000", "1000"},
      {"_100", R"("_100")"},
      {"0x", R"("0x")"},
      {"0b2", R"("0b2")"},
      {"1.5", "1.5"},
      {".5", "0.5"},
      {"5.", "5"},
      {".", R"(".")"},
      {"-", R"("-")"},
      {"1e3", "1000"},
      {"1e", R"("1e")"},
      {"1e400", R"("1e400")"},
      {"12:30", R"("12:30")"},
      {"2001-01-01", R"("2001-01-01")"},
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"18446744073709551615", "18446744073709551615"},
      {"18446744073709551616", "18446744073709552000"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(Print(ResolvePlain(c.text)) == c.json);
  }
}

TEST_CASE("tags decide what a scalar is") {
  CHECK(Print(ResolveTagged("42", "tag:yaml.org,2002:str")) == R"("42")");
  CHECK(Print(ResolveTagged("42", "tag:yaml.org,2002:int")) == "42");
  CHECK(Print(ResolveTagged("1", "tag:yaml.org,2002:float")) == "1");
  CHECK(ResolveTagged("1", "tag:yaml.org,2002:float").is_float());
  CHECK(Print(ResolveTagged("aGk=", "tag:yaml.org,2002:binary")) == R"("hi")");
  CHECK(Print(ResolveTagged("true", "!mine")) == R"("true")");
  CHECK_THROWS_WITH(ResolveTagged("foo", "tag:yaml.org,2002:int"), "cannot decode !!str `foo` as a !!int");
  CHECK_THROWS_WITH(ResolveTagged("1.5", "tag:yaml.org,2002:int"), "cannot decode !!float `1.5` as a !!int");
  CHECK_THROWS_WITH(ResolveTagged("2001-01-01", "tag:yaml.org,2002:int"),
                    "cannot decode !!str `2001-01-01` as a !!int");
  CHECK_THROWS_WITH(ResolveTagged("&", "tag:yaml.org,2002:binary"),
                    "!!binary value contains invalid base64 data");
}

TEST_CASE("strict reading refuses what is ambiguous") {
  for (const char* text : {"", "true", "false", "a-b", "0", "-12", "1.5", "1e3", "-0.0"}) {
    CAPTURE(text);
    CHECK_NOTHROW(CheckStrict(text));
  }
  CHECK_THROWS_WITH(CheckStrict("yes"), "Strict parsing: Found 'yes' ambigious (could be !!str or !!bool)");
  CHECK_THROWS_WITH(CheckStrict("null"), "Strict parsing: Found 'null' ambigious (could be !!str or !!null)");
  CHECK_THROWS_WITH(CheckStrict("011"), "Strict parsing: Found '011' ambigious (could be !!str or !!int)");
  CHECK_THROWS_WITH(CheckStrict(".5"), "Strict parsing: Found '.5' ambigious (could be !!str or !!float)");
  CHECK_THROWS_WITH(CheckStrict("2001-01-01"),
                    "Strict parsing: Found '2001-01-01' ambigious (could be !!str or !!timestamp)");
  CHECK_THROWS_WITH(CheckStrict("a:b"),
                    "Strict parsing: Strings with colon must be explicitly quoted: 'a:b'");
  CHECK_THROWS_WITH(CheckStrict("a b"),
                    "Strict parsing: Strings with whitespace must be explicitly quoted: 'a b'");
  CHECK_THROWS_WITH(CheckStrict("a---b"),
                    "Strict parsing: Strings with triple-dash must be explicitly quoted: 'a---b'");
  CHECK_THROWS_WITH(CheckStrict("--- a:b"),
                    "Strict parsing: Strings with whitespace must be explicitly quoted: '--- a:b'");
  CHECK_THROWS_WITH(CheckStrict("a\u00a0b"),
                    "Strict parsing: Strings with whitespace must be explicitly quoted: 'a\u00a0b'");
  CHECK_THROWS_WITH(CheckStrict("a---b:c"),
                    "Strict parsing: Strings with colon must be explicitly quoted: 'a---b:c'");
  CHECK_THROWS_WITH(CheckStrict("-9223372036854775809"),
                    "Strict parsing: Parsing int '-9223372036854775809': strconv.ParseUint: parsing "
                    "\"-9223372036854775809\": invalid syntax");
}

TEST_CASE("floats print as short as they can be read back") {
  CHECK(FormatFloat(1.0) == "1");
  CHECK(FormatFloat(-0.0) == "-0");
  CHECK(FormatFloat(123456) == "123456");
  CHECK(FormatFloat(1234567) == "1.234567e+06");
  CHECK(FormatFloat(0.0001) == "0.0001");
  CHECK(FormatFloat(0.00001) == "1e-05");
  CHECK(FormatFloat(1e100) == "1e+100");
}

TEST_CASE("text that other readers take for a date or base 60 is quoted, too") {
  for (const char* text : {"", "1", "y", "2001-1-2", "2001-01-02T03:04:05Z", "2001-01-02 03:04:05", "1:30"}) {
    CAPTURE(text);
    CHECK(LooksLikeOtherType(text));
  }
  for (const char* text :
       {"a", "2001-13-01", "2001-02-30", "2001-01-02T03:04:05", "1:99", "<<", "=", "1.2.3"}) {
    CAPTURE(text);
    CHECK_FALSE(LooksLikeOtherType(text));
  }
}

}  // namespace
}  // namespace pkgrepo::yaml
