#include "go/minimum_version.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

// What is thrown for a tool of version 0.40.0; empty if nothing is.
std::string ErrorFor(const std::string& minimum) {
  try {
    RequireMinimumVersion("tool", "0.40.0", minimum);
    return "";
  } catch (const Error& error) {
    return error.message();
  }
}

}  // namespace

TEST_CASE("minimum versions that are met") {
  for (const char* minimum :
       {"", "0.8", "0.40", "0.40.0.0", " 0.40.0-alpha ", "0.40.0rc1", "0.40.0+build", "0.9.10",
        "0.1, <1, !=0.2", "0.1,>=v0.2", "0.1, 0.40", "0.1,~>0.39", "0.1,~>0.40.0", "0.1,~>0"}) {
    CAPTURE(minimum);
    CHECK(ErrorFor(minimum) == "");
  }
}

TEST_CASE("minimum versions that are not met") {
  for (const char* minimum : {"1", "0.40.1", "0.40.0.1", "0.41.0-alpha", "0.8, <0.9", "0.8, 0.9",
                              "0.1,~>0.39.0", "0.1,~>1", "0.1,~>0.40.0.0", "0.1,~>0.40.0-alpha"}) {
    CAPTURE(minimum);
    CHECK(ErrorFor(minimum) ==
          "tool version '0.40.0' does not meet the minimum required version '" + std::string(minimum) + "'");
  }
}

TEST_CASE("malformed minimum versions") {
  const std::string parsing = "Parsing minimum version constraint: ";
  CHECK(ErrorFor("v0.1") == "Validating minimum version: Must not have prefix 'v' (e.g. '0.8.0')");
  CHECK(ErrorFor("abc") == parsing + "Malformed constraint: >=abc");
  CHECK(ErrorFor("1.") == parsing + "Malformed constraint: >=1.");
  CHECK(ErrorFor("0.1,") == parsing + "Malformed constraint: ");
  CHECK(ErrorFor("0.1, =<1") == parsing + "Malformed constraint:  =<1");
  CHECK(ErrorFor("<99999999999999999999") == parsing + "Malformed constraint: >=<99999999999999999999");
  CHECK(ErrorFor("99999999999999999999") ==
        parsing +
            "Error parsing version: strconv.ParseInt: parsing \"99999999999999999999\": value out of range");
}

}  // namespace pkgrepo::go
