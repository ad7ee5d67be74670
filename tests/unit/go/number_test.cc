// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/number.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <string_view>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("Floats are read as strconv.ParseFloat does it") {
  struct Row {
    std::string_view text;
    double value;
    const char* error;
  };
  constexpr Row kRows[] = {
      {"0", 0x0p+00, ""},
      {"-0", -0x0p+00, ""},
      {"1", 0x1p+00, ""},
      {"+1.5", 0x1.8p+00, ""},
      {"1.", 0x1p+00, ""},
      {".5", 0x1p-01, ""},
      {"+.5e-3", 0x1.0624dd2f1a9fcp-11, ""},
      {"1E5", 0x1.86ap+16, ""},
      {"00012", 0x1.8p+03, ""},
      {"1e-400", 0x0p+00, ""},
      {"5e-324", 0x1p-1074, ""},
      {"1.7976931348623157e308", 0x1.fffffffffffffp+1023, ""},
      {"1.7976931348623159e308", 0x0p+00,
       "strconv.ParseFloat: parsing \"1.7976931348623159e308\": value out of range"},
      {"1e400", 0x0p+00, "strconv.ParseFloat: parsing \"1e400\": value out of range"},
      {"-1e400", 0x0p+00, "strconv.ParseFloat: parsing \"-1e400\": value out of range"},
      {"0.1000000000000000055511151231257827", 0x1.999999999999ap-04, ""},
      {"1_000", 0x1.f4p+09, ""},
      {"1e1_0", 0x1.2a05f2p+33, ""},
      {"0x_1p0", 0x1p+00, ""},
      {"0x1_0p0", 0x1p+04, ""},
      {"0x1p3", 0x1p+03, ""},
      {"0x1.8p1", 0x1.8p+01, ""},
      {"0X1P-2", 0x1p-02, ""},
      {"0x.8p0", 0x1p-01, ""},
      {"0x1p2000", 0x0p+00, "strconv.ParseFloat: parsing \"0x1p2000\": value out of range"},
      {"0x1p-2000", 0x0p+00, ""},
      {"inf", kInfinity, ""},
      {"-Inf", -kInfinity, ""},
      {"+INFINITY", kInfinity, ""},
      {"nan", kNaN, ""},
      {"NaN", kNaN, ""},
      {"+nan", 0x0p+00, "strconv.ParseFloat: parsing \"+nan\": invalid syntax"},
      {"infinit", 0x0p+00, "strconv.ParseFloat: parsing \"infinit\": invalid syntax"},
      {"", 0x0p+00, "strconv.ParseFloat: parsing \"\": invalid syntax"},
      {"+", 0x0p+00, "strconv.ParseFloat: parsing \"+\": invalid syntax"},
      {"-", 0x0p+00, "strconv.ParseFloat: parsing \"-\": invalid syntax"},
      {".", 0x0p+00, "strconv.ParseFloat: parsing \".\": invalid syntax"},
      {" 1", 0x0p+00, "strconv.ParseFloat: parsing \" 1\": invalid syntax"},
      {"1 ", 0x0p+00, "strconv.ParseFloat: parsing \"1 \": invalid syntax"},
      {"1e", 0x0p+00, "strconv.ParseFloat: parsing \"1e\": invalid syntax"},
      {"1e+", 0x0p+00, "strconv.ParseFloat: parsing \"1e+\": invalid syntax"},
      {"e1", 0x0p+00, "strconv.ParseFloat: parsing \"e1\": invalid syntax"},
      {"--1", 0x0p+00, "strconv.ParseFloat: parsing \"--1\": invalid syntax"},
      {"1n", 0x0p+00, "strconv.ParseFloat: parsing \"1n\": invalid syntax"},
      {"0b1", 0x0p+00, "strconv.ParseFloat: parsing \"0b1\": invalid syntax"},
      {"0o7", 0x0p+00, "strconv.ParseFloat: parsing \"0o7\": invalid syntax"},
      {"1p3", 0x0p+00, "strconv.ParseFloat: parsing \"1p3\": invalid syntax"},
      {"0x1", 0x0p+00, "strconv.ParseFloat: parsing \"0x1\": invalid syntax"},
      {"0x1p", 0x0p+00, "strconv.ParseFloat: parsing \"0x1p\": invalid syntax"},
      {"0x.p1", 0x0p+00, "strconv.ParseFloat: parsing \"0x.p1\": invalid syntax"},
      {"0xp1", 0x0p+00, "strconv.ParseFloat: parsing \"0xp1\": invalid syntax"},
      {"0x1e3", 0x0p+00, "strconv.ParseFloat: parsing \"0x1e3\": invalid syntax"},
      {"1__0", 0x0p+00, "strconv.ParseFloat: parsing \"1__0\": invalid syntax"},
      {"_1", 0x0p+00, "strconv.ParseFloat: parsing \"_1\": invalid syntax"},
      {"1_", 0x0p+00, "strconv.ParseFloat: parsing \"1_\": invalid syntax"},
      {"1_e1", 0x0p+00, "strconv.ParseFloat: parsing \"1_e1\": invalid syntax"},
      {"1._5", 0x0p+00, "strconv.ParseFloat: parsing \"1._5\": invalid syntax"},
      {"1.5_", 0x0p+00, "strconv.ParseFloat: parsing \"1.5_\": invalid syntax"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    if (*row.error != '\0') {
      CHECK_THROWS_WITH_AS(ParseFloat(row.text), row.error, Error);
    } else if (std::isnan(row.value)) {
      CHECK(std::isnan(ParseFloat(row.text)));
    } else {
      CHECK(std::bit_cast<uint64_t>(ParseFloat(row.text)) == std::bit_cast<uint64_t>(row.value));
    }
  }
}

TEST_CASE("Integers are read as strconv.ParseInt does it") {
  struct Row {
    std::string_view text;
    int64_t value;
    const char* error;
  };
  constexpr Row kRows[] = {
      {"0", 0, ""},
      {"-0", 0, ""},
      {"7", 7, ""},
      {"+7", 7, ""},
      {"-7", -7, ""},
      {"007", 7, ""},
      {"08", 0, "strconv.ParseInt: parsing \"08\": invalid syntax"},
      {"0x1F", 31, ""},
      {"0XfF", 255, ""},
      {"0b101", 5, ""},
      {"0o17", 15, ""},
      {"0x", 0, "strconv.ParseInt: parsing \"0x\": invalid syntax"},
      {"0b", 0, "strconv.ParseInt: parsing \"0b\": invalid syntax"},
      {"0o", 0, "strconv.ParseInt: parsing \"0o\": invalid syntax"},
      {"", 0, "strconv.ParseInt: parsing \"\": invalid syntax"},
      {"-", 0, "strconv.ParseInt: parsing \"-\": invalid syntax"},
      {"+", 0, "strconv.ParseInt: parsing \"+\": invalid syntax"},
      {"--1", 0, "strconv.ParseInt: parsing \"--1\": invalid syntax"},
      {"+-1", 0, "strconv.ParseInt: parsing \"+-1\": invalid syntax"},
      {"1e3", 0, "strconv.ParseInt: parsing \"1e3\": invalid syntax"},
      {"1.0", 0, "strconv.ParseInt: parsing \"1.0\": invalid syntax"},
      {" 1", 0, "strconv.ParseInt: parsing \" 1\": invalid syntax"},
      {"1 ", 0, "strconv.ParseInt: parsing \"1 \": invalid syntax"},
      {"a", 0, "strconv.ParseInt: parsing \"a\": invalid syntax"},
      {"0xg", 0, "strconv.ParseInt: parsing \"0xg\": invalid syntax"},
      {"1_000", 1000, ""},
      {"0x_ff", 255, ""},
      {"0_7", 7, ""},
      {"1__0", 0, "strconv.ParseInt: parsing \"1__0\": invalid syntax"},
      {"_1", 0, "strconv.ParseInt: parsing \"_1\": invalid syntax"},
      {"1_", 0, "strconv.ParseInt: parsing \"1_\": invalid syntax"},
      {"9223372036854775807", 9223372036854775807, ""},
      {"9223372036854775808", 0, "strconv.ParseInt: parsing \"9223372036854775808\": value out of range"},
      {"-9223372036854775808", INT64_MIN, ""},
      {"-9223372036854775809", 0, "strconv.ParseInt: parsing \"-9223372036854775809\": value out of range"},
      {"99999999999999999999", 0, "strconv.ParseInt: parsing \"99999999999999999999\": value out of range"},
      {"99999999999999999999x", 0, "strconv.ParseInt: parsing \"99999999999999999999x\": value out of range"},
      {"0xffffffffffffffff", 0, "strconv.ParseInt: parsing \"0xffffffffffffffff\": value out of range"},
      {"\u00e9", 0, "strconv.ParseInt: parsing \"\u00e9\": invalid syntax"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    if (*row.error == '\0') {
      CHECK(ParseInt(row.text, 64) == row.value);
    } else {
      CHECK_THROWS_WITH_AS(ParseInt(row.text, 64), row.error, Error);
    }
  }
  CHECK(ParseInt("-2147483648", 32) == INT32_MIN);
  CHECK_THROWS_WITH_AS(ParseInt("2147483648", 32),
                       "strconv.ParseInt: parsing \"2147483648\": value out of range", Error);
}

TEST_CASE("Truth values are read as strconv.ParseBool does it") {
  for (const char* text : {"1", "t", "T", "true", "TRUE", "True"}) CHECK(ParseBool(text));
  for (const char* text : {"0", "f", "F", "false", "FALSE", "False"}) CHECK_FALSE(ParseBool(text));
  for (const char* text : {"", "yes", "tRUE", "01", " 1"}) CHECK_THROWS_AS(ParseBool(text), Error);
  CHECK_THROWS_WITH_AS(ParseBool("y\n"), "strconv.ParseBool: parsing \"y\\n\": invalid syntax", Error);
}

}  // namespace
}  // namespace pkgrepo::go
