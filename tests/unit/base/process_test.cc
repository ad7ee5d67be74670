#include "base/process.h"

#include <doctest/doctest.h>

#include <atomic>

#include "base/error.h"
#include "base/thread_pool.h"

namespace pkgrepo {

TEST_CASE("a program gets its input, place and environment, and its outputs come back apart") {
  const ProcessResult result =
      RealProcessRunner().Run({.arguments = {"sh", "-c", "cat; pwd; echo $WORD; echo no >&2; exit 3"},
                               .directory = "/",
                               .input = "in\n",
                               .environment = {{"WORD", "yes"}}});
  CHECK(result.status == 3);
  CHECK(result.output == "in\n/\nyes\n");
  CHECK(result.error_output == "no\n");
}

TEST_CASE("much input and much output do not block each other") {
  const std::string input(3'000'000, 'x');
  CHECK(RealProcessRunner()
            .Run({.arguments = {"cat"}, .directory = "", .input = input, .environment = {}})
            .output == input);
}

TEST_CASE("a program that does not read its input is no trouble") {
  const std::string input(3'000'000, 'x');
  CHECK(RealProcessRunner()
            .Run({.arguments = {"true"}, .directory = "", .input = input, .environment = {}})
            .status == 0);
}

TEST_CASE("a program that is not there is an Error") {
  CHECK_THROWS_WITH_AS(
      RealProcessRunner().Run(
          {.arguments = {"no-such-program"}, .directory = "", .input = "", .environment = {}}),
      "cannot run 'no-such-program': No such file or directory", Error);
  CHECK_THROWS_WITH_AS(RealProcessRunner().Run(
                           {.arguments = {"true"}, .directory = "/no/such", .input = "", .environment = {}}),
                       "cannot run 'true' in '/no/such': No such file or directory", Error);
}

TEST_CASE("a thread pool runs every task and hands back the first failure") {
  ThreadPool pool(3);
  std::atomic<int> sum{0};
  for (int i = 1; i <= 100; ++i) pool.Run([&sum, i] { sum += i; });
  pool.Wait();
  CHECK(sum == 5050);
  pool.Run([] { throw Error("task failed"); });
  CHECK_THROWS_WITH_AS(pool.Wait(), "task failed", Error);
  pool.Run([&sum] { sum = 1; });
  pool.Wait();
  CHECK(sum == 1);
}

}  // namespace pkgrepo
