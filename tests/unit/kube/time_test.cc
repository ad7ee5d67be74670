#include "kube/time.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::kube {
namespace {

TEST_CASE("Seconds since 1970 become a time that Kubernetes takes") {
  CHECK(TimeOfSeconds("0") == "1970-01-01T00:00:00Z");
  CHECK(TimeOfSeconds("951782400") == "2000-02-29T00:00:00Z");
  CHECK(TimeOfSeconds("1654084800") == "2022-06-01T12:00:00Z");
  CHECK(TimeOfSeconds("253402300799") == "9999-12-31T23:59:59Z");
  CHECK(TimeFault(TimeOfSeconds("1")) == std::nullopt);
  for (const char* seconds : {"", "-1", "1.5", "yesterday", "253402300800", "99999999999999999999"}) {
    CAPTURE(seconds);
    CHECK_THROWS_AS(TimeOfSeconds(seconds), Error);
  }
}

}  // namespace
}  // namespace pkgrepo::kube
