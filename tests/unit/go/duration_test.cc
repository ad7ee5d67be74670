// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/duration.h"

#include <doctest/doctest.h>

#include <string>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

TEST_CASE("Durations are read and written as time.ParseDuration and Duration.String do it") {
  struct Row {
    const char* text;
    const char* printed;
    const char* error;
  };
  constexpr Row kRows[] = {
      {"", "", "time: invalid duration \"\""},
      {"0", "0s", ""},
      {"+0", "0s", ""},
      {"-0", "0s", ""},
      {"1", "", "time: missing unit in duration \"1\""},
      {"s", "", "time: invalid duration \"s\""},
      {"1s", "1s", ""},
      {"+1s", "1s", ""},
      {"-1s", "-1s", ""},
      {"+-1s", "", "time: invalid duration \"+-1s\""},
      {"1.5h", "1h30m0s", ""},
      {".5s", "500ms", ""},
      {"1.s", "1s", ""},
      {".s", "", "time: invalid duration \".s\""},
      {"1h2m3s4ms5us6\xc2\xb5s7\xce\xbcs8ns", "1h2m3.004018008s", ""},
      {"1s1h", "1h0m1s", ""},
      {"1x", "", "time: unknown unit \"x\" in duration \"1x\""},
      {"1d", "", "time: unknown unit \"d\" in duration \"1d\""},
      {"1S", "", "time: unknown unit \"S\" in duration \"1S\""},
      {"1h ", "", "time: unknown unit \"h \" in duration \"1h \""},
      {" 1h", "", "time: invalid duration \" 1h\""},
      {"1 h", "", "time: unknown unit \" h\" in duration \"1 h\""},
      {"soon", "", "time: invalid duration \"soon\""},
      {"1\xc3\xa9", "", "time: unknown unit \"\\xc3\\xa9\" in duration \"1\\xc3\\xa9\""},
      {"1\xff", "", "time: unknown unit \"\\xff\" in duration \"1\\xff\""},
      {"1\n", "", "time: unknown unit \"\\x0a\" in duration \"1\\x0a\""},
      {"1\"", "", "time: unknown unit \"\\\"\" in duration \"1\\\"\""},
      {"1\\", "", "time: unknown unit \"\\\\\" in duration \"1\\\\\""},
      {"1\x7f", "", "time: unknown unit \"\x7f\" in duration \"1\x7f\""},
      {"9223372036854775807ns", "2562047h47m16.854775807s", ""},
      {"9223372036854775808ns", "", "time: invalid duration \"9223372036854775808ns\""},
      {"-9223372036854775808ns", "-2562047h47m16.854775808s", ""},
      {"-9223372036854775809ns", "", "time: invalid duration \"-9223372036854775809ns\""},
      {"2562047h47m16.854775807s", "2562047h47m16.854775807s", ""},
      {"2562048h", "", "time: invalid duration \"2562048h\""},
      {"99999999999999999999s", "", "time: invalid duration \"99999999999999999999s\""},
      {"0.9223372036854775808h", "55m20.413933267s", ""},
      {"0.00000000000000000000001h", "0s", ""},
      {"1.0000000005s", "1s", ""},
      {"0.100000000000000000000h", "6m0s", ""},
      {"-1.25m", "-1m15s", ""},
      {"1e3s", "", "time: unknown unit \"e\" in duration \"1e3s\""},
      {"1_000s", "", "time: unknown unit \"_\" in duration \"1_000s\""},
      {"--1s", "", "time: invalid duration \"--1s\""},
      {"1.5.5s", "", "time: missing unit in duration \"1.5.5s\""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    if (*row.error == '\0') {
      CHECK(FormatDuration(ParseDuration(row.text)) == row.printed);
    } else {
      CHECK_THROWS_WITH_AS(ParseDuration(row.text), row.error, Error);
    }
  }
}

TEST_CASE("Durations are written in the units that fit") {
  using std::chrono::nanoseconds;
  CHECK(FormatDuration(nanoseconds(7)) == "7ns");
  CHECK(FormatDuration(nanoseconds(1'500)) == "1.5\u00b5s");
  CHECK(FormatDuration(nanoseconds(-100'000'000)) == "-100ms");
  CHECK(FormatDuration(nanoseconds(90'000'000'000)) == "1m30s");
  CHECK(FormatDuration(nanoseconds(3'690'000'000'000)) == "1h1m30s");
  CHECK(FormatDuration(nanoseconds(INT64_MIN)) == "-2562047h47m16.854775808s");
}

}  // namespace
}  // namespace pkgrepo::go
