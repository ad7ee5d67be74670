#include "go/chart_version.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::go {

TEST_CASE("chart versions fit constraints as Helm takes them") {
  struct Case {
    const char* wanted;
    const char* version;
    bool fits;
  };
  const Case cases[] = {
      {"", "0.1.0", true},
      {"1.3.0", "v1.3.0", true},
      {"v1.3.0", "1.3.0", true},
      {"1.3.0", "1.3.1", false},
      {"1.3", "1.3.9", true},
      {"1.3", "1.4.0", false},
      {"1", "1.9.0", true},
      {"1.x", "1.9.0", true},
      {"1.2.*", "1.3.0", false},
      {"*", "7.0.0", true},
      {"*", "7.0.0-rc.1", false},
      {"^1.0", "v1.3.0", true},
      {"^1.0", "2.0.0", false},
      {"^0.2.3", "0.2.9", true},
      {"^0.2.3", "0.3.0", false},
      {"^0.0.3", "0.0.4", false},
      {"^0.0", "0.0.4", true},
      {"^0", "0.9.0", true},
      {"~1.2.3", "1.2.9", true},
      {"~1.2.3", "1.3.0", false},
      {"~1", "1.9.9", true},
      {">=1.2, <1.5", "1.4.9", true},
      {">= 1.2 < 1.5", "1.5.0", false},
      {"<1.0 || >=2.0", "2.1.0", true},
      {"<1.0 || >=2.0", "1.1.0", false},
      {"1.2 - 1.4.5", "1.4.5", true},
      {"1.2 - 1.4.5", "1.4.6", false},
      {"1.2 - 1.4", "1.4.6", true},
      {">1.2", "1.2.5", false},
      {">1.2", "1.3.0", true},
      {"!=1.2", "1.2.5", false},
      {"!=1.2.3", "1.2.5", true},
      {"^1.0", "1.3.0-rc.1", false},
      {"^1.0-0", "1.3.0-rc.1", true},
      {"1.3.0-rc.1", "1.3.0-rc.1", true},
      {"1.2.3+build", "1.2.3+build", true},
      {"^1.0", "latest", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.wanted);
    CAPTURE(c.version);
    CHECK(ChartVersionFits(c.wanted, c.version) == c.fits);
  }
}

TEST_CASE("what is no constraint is refused") {
  for (const char* wanted : {"latest", ">>1.0", "1.0 ||", "1.2.3.4", "~~1", "1.0 -- 2.0"}) {
    CAPTURE(wanted);
    CHECK_THROWS_AS(ChartVersionFits(wanted, "1.0.0"), Error);
  }
}

}  // namespace pkgrepo::go
