#include "packaging/last_build.h"

#include <doctest/doctest.h>

namespace pkgrepo::packaging {
namespace {

using Outputs = std::set<std::string>;

TEST_CASE("The steps of the last build agree in when it began") {
  // The first began at 1,000 s, the second at 1,010 s, and the third at 1,012 s; the log is in no order.
  const std::string log =
      "# ninja log v5\n"
      "10\t5000\t1000010000000\ta\t1f\n"
      "0\t400\t1012000000000\te\t1f\n"
      "5000\t9000\t1009000000000\tb\t1f\n"
      "300\t1500\t1010900000000\tc\t1f\n"
      "410\t3000\t1012410000000\tf\t1f\n"
      "5\t1600\t1010005000000\td\t1f\n";
  CHECK(FindLoggedBuild(log).outputs == Outputs{"e", "f"});
  CHECK(FindLoggedBuild(log.substr(0, log.find("410\t"))).outputs == Outputs{"e"});
  CHECK(FindLoggedBuild("").outputs == Outputs{});
  CHECK(FindLoggedBuild("# ninja log v5\n").outputs == Outputs{});
}

TEST_CASE("The clock of files may be a tick behind") {
  CHECK(FindLoggedBuild("# ninja log v5\n20\t30\t1000012000000\ta\t1f\n40\t60\t1000040000000\tb\t1f\n").outputs == Outputs{"a", "b"});
}

}  // namespace
}  // namespace pkgrepo::packaging
