#include "go/duration.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

std::string Canonical(const std::string& text) { return FormatDuration(ParseDuration(text)); }

TEST_CASE("Durations are read as Go reads them") {
  CHECK(ParseDuration("1.5h") == std::chrono::minutes(90));
  CHECK(ParseDuration("-300ms") == -std::chrono::milliseconds(300));
  CHECK(ParseDuration(".5s") == std::chrono::milliseconds(500));
  CHECK(ParseDuration("1.s") == std::chrono::seconds(1));
  CHECK(ParseDuration("0").count() == 0);
  CHECK(ParseDuration("9223372036854775807ns").count() == INT64_MAX);
  CHECK(ParseDuration("-9223372036854775808ns").count() == INT64_MIN);
  for (const char* wrong : {"", "1", "s", "1x", ".s", "1d", "soon", "10 minutes", "1h ",
                            "9223372036854775808ns", "+-1s", "2562048h"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(ParseDuration(wrong), Error);
  }
}

TEST_CASE("Durations are written as Go writes them") {
  CHECK(Canonical("10m") == "10m0s");
  CHECK(Canonical("90s") == "1m30s");
  CHECK(Canonical("1h") == "1h0m0s");
  CHECK(Canonical("3690s") == "1h1m30s");
  CHECK(Canonical("1500ms") == "1.5s");
  CHECK(Canonical("100ms") == "100ms");
  CHECK(Canonical("1.5us") == "1.5µs");
  CHECK(Canonical("7ns") == "7ns");
  CHECK(Canonical("-1.25m") == "-1m15s");
  CHECK(Canonical("0") == "0s");
  CHECK(Canonical("-9223372036854775808ns") == "-2562047h47m16.854775808s");
}

}  // namespace
}  // namespace pkgrepo::go
