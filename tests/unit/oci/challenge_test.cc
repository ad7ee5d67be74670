#include "oci/challenge.h"

#include <doctest/doctest.h>

namespace pkgrepo::oci {

TEST_CASE("challenges") {
  CHECK_FALSE(ParseChallenges({}).has_value());
  CHECK_FALSE(ParseChallenges({"Negotiate"}).has_value());
  CHECK(ParseChallenges({"basic realm=\"x\""})->scheme == Challenge::Scheme::kBasic);

  const auto bearer =
      ParseChallenges({"Basic realm=\"x\"",
                       "Bearer realm=\"https://auth/token\",service=reg, scope=\"repository:a,b:pull\""});
  REQUIRE(bearer);
  CHECK(bearer->scheme == Challenge::Scheme::kBearer);
  CHECK(bearer->realm == "https://auth/token");
  CHECK(bearer->service == "reg");
  CHECK(bearer->scope == "repository:a,b:pull");
}

TEST_CASE("malformed challenges do no harm") {
  for (const char* text :
       {"Bearer", "Bearer realm", "Bearer realm=\"x", "Bearer =,=,", "Bearer realm=\"\\", "bearer ,"}) {
    CAPTURE(text);
    const auto challenge = ParseChallenges({text});
    REQUIRE(challenge);
    CHECK(challenge->scheme == Challenge::Scheme::kBearer);
  }
}

}  // namespace pkgrepo::oci
