#include "go/spell.h"

#include <doctest/doctest.h>

using pkgrepo::go::NearestName;

TEST_CASE("A misspelled name has a nearest one") {
  CHECK(NearestName("reprs", {"str", "repr"}) == "repr");
  CHECK(NearestName("starts_with", {"endswith", "startswith"}) == "startswith");
  CHECK(NearestName("ITEMS", {"keys", "items"}) == "items");
  CHECK(NearestName("colour", {"width", "height"}).empty());
  // Half of the letters may differ, no more.
  CHECK(NearestName("ab", {"ba"}).empty());
  CHECK(NearestName("abc", {"abd"}) == "abd");
}
