#include "packaging/ninja_plan.h"

#include <doctest/doctest.h>

namespace pkgrepo::packaging {
namespace {

using Kind = NinjaReason::Kind;

TEST_CASE("The reasons that Ninja gives") {
  const NinjaPlan plan = ParseExplanations(
      "ninja: Entering directory `build'\n"
      "ninja explain: restat of output a (1)/r.json older than most recent input /s/b (2) c (17 vs 18)\n"
      "ninja explain: output b older than most recent input in (1 vs 2)\n"
      "ninja explain: recorded mtime of c older than most recent input in (1 vs 2)\n"
      "ninja explain: output d doesn't exist\n"
      "ninja explain: output gone of phony edge with no inputs doesn't exist\n"
      "ninja explain: command line changed for e\n"
      "ninja explain: command line not found in log for f\n"
      "ninja explain: depfile 'g.d' is missing\n"
      "ninja explain: deps for 'h' are missing\n"
      "ninja explain: a (1)/r.json is dirty\n"
      "ninja explain: i is dirty\n"
      "ninja explain: nobody knows this\n"
      "[1/9] j is dirty\n");
  CHECK(plan.outputs == std::set<std::string>{"a (1)/r.json", "b", "c", "d", "e", "f", "g", "h", "i"});
  REQUIRE(plan.reasons.size() == 8);
  CHECK(plan.reasons.at("a (1)/r.json").kind == Kind::kOlder);
  CHECK(plan.reasons.at("a (1)/r.json").input == "/s/b (2) c");
  CHECK(plan.reasons.at("b").input == "in");
  CHECK(plan.reasons.at("c").kind == Kind::kOlder);
  CHECK(plan.reasons.at("d").kind == Kind::kMissing);
  CHECK(plan.reasons.at("e").kind == Kind::kCommand);
  CHECK(plan.reasons.at("f").kind == Kind::kCommand);
  CHECK(plan.reasons.at("g").kind == Kind::kDepfile);
  CHECK(plan.reasons.at("h").kind == Kind::kDepfile);
}

TEST_CASE("The first reason of an output counts") {
  const NinjaPlan plan = ParseExplanations(
      "ninja explain: output a doesn't exist\n"
      "ninja explain: command line changed for a\n");
  CHECK(plan.reasons.at("a").kind == Kind::kMissing);
}

}  // namespace
}  // namespace pkgrepo::packaging
