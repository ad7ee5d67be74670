#include "base/memory_budget.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo {

TEST_CASE("amounts of memory have a unit, or are bytes") {
  CHECK(ParseMemorySize("0") == 0);
  CHECK(ParseMemorySize("1000") == 1000);
  CHECK(ParseMemorySize("2K") == 2048);
  CHECK(ParseMemorySize("512M") == uint64_t{512} << 20);
  CHECK(ParseMemorySize("16777215G") == uint64_t{16777215} << 30);
  for (const char* text :
       {"", "G", "4g", "4GB", "-1", "1.5G", " 1", "99999999999999999999", "99999999999G"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(ParseMemorySize(text), Error);
  }
}

}  // namespace pkgrepo
