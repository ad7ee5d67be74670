// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/csv.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

using namespace std::literals;

TEST_CASE("The first record is read as csv.Reader.Read does it") {
  struct Row {
    std::string_view text;
    std::vector<std::string> fields;
    const char* error;
  };
  const Row kRows[] = {
      {"a", {"a"}, ""},
      {"a,b", {"a", "b"}, ""},
      {",", {"", ""}, ""},
      {"a,,b,", {"a", "", "b", ""}, ""},
      {"\"a\"", {"a"}, ""},
      {"\"a,b\",c", {"a,b", "c"}, ""},
      {"\"a\"\"b\"", {"a\"b"}, ""},
      {"\"\"", {""}, ""},
      {"\"\",\"\"", {"", ""}, ""},
      {" a , b ", {" a ", " b "}, ""},
      {" \"a\"", {}, "parse error on line 1, column 2: bare \" in non-quoted-field"},
      {"a\"b", {}, "parse error on line 1, column 2: bare \" in non-quoted-field"},
      {"\"a\"b", {}, "parse error on line 1, column 3: extraneous or missing \" in quoted-field"},
      {"\"a\" ,b", {}, "parse error on line 1, column 3: extraneous or missing \" in quoted-field"},
      {"\"a", {}, "parse error on line 1, column 3: extraneous or missing \" in quoted-field"},
      {"\"", {}, "parse error on line 1, column 2: extraneous or missing \" in quoted-field"},
      {"\"\"\"", {}, "parse error on line 1, column 4: extraneous or missing \" in quoted-field"},
      {"a,\"b", {}, "parse error on line 1, column 5: extraneous or missing \" in quoted-field"},
      {"\"a\nb\",c", {"a\nb", "c"}, ""},
      {"\"a\r\nb\"", {"a\nb"}, ""},
      {"\"a\n", {}, "parse error on line 1, column 4: extraneous or missing \" in quoted-field"},
      {"\"a\nb",
       {},
       "record on line 1; parse error on line 2, column 2: extraneous or missing \" in quoted-field"},
      {"\"a\nb\"c",
       {},
       "record on line 1; parse error on line 2, column 2: extraneous or missing \" in quoted-field"},
      {"\"a\"\n\"b", {"a"}, ""},
      {"a\nb", {"a"}, ""},
      {"a\r\nb", {"a"}, ""},
      {"a\r", {"a"}, ""},
      {"a\rb", {"a\rb"}, ""},
      {"a\r\r\n", {"a\r"}, ""},
      {"\"a\r\"", {"a\r"}, ""},
      {"\na", {"a"}, ""},
      {"\r\na", {"a"}, ""},
      {"\n", {}, "EOF"},
      {"\r\n", {}, "EOF"},
      {"\n\na\"", {}, "parse error on line 3, column 2: bare \" in non-quoted-field"},
      {"\n\"b\nc\"d",
       {},
       "record on line 2; parse error on line 3, column 2: extraneous or missing \" in quoted-field"},
      {"\xc3\xa9,\xff", {"\xc3\xa9", "\xff"}, ""},
      {"a\x00"
       "b"sv,
       {"a\x00"
        "b"s},
       ""},
      {"\"a\"\r", {"a"}, ""},
      {"\"a\"\r\n", {"a"}, ""},
      {"a=1,\"b=2,3\"", {"a=1", "b=2,3"}, ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    if (*row.error == '\0') {
      CHECK(ParseCsv(row.text) == row.fields);
    } else {
      CHECK_THROWS_WITH_AS(ParseCsv(row.text), row.error, Error);
    }
  }
}

TEST_CASE("An empty text has no fields") { CHECK(ParseCsv("").empty()); }

}  // namespace
}  // namespace pkgrepo::go
