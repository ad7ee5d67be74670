#include "packaging/configure_inputs.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

using Paths = std::vector<std::string>;

TEST_CASE("The inputs of build.ninja are read as Ninja reads them") {
  CHECK(ParseConfigureInputs("rule RERUN_CMAKE\n\nbuild build.ninja: RERUN_CMAKE | /s/CMakeLists.txt CMakeCache.txt\n"
                             "  pool = console\n") == Paths{"/s/CMakeLists.txt", "CMakeCache.txt"});
  CHECK(ParseConfigureInputs("build build.ninja a: RERUN_CMAKE | /my$ sources/a$$b/c$:d || last\n") ==
        Paths{"/my sources/a$b/c:d", "last"});
  CHECK(ParseConfigureInputs("build build.ninja: RERUN_CMAKE | a $\n    b\n") == Paths{"a", "b"});
  CHECK(ParseConfigureInputs("build build.ninja: RERUN_CMAKE | a$") == Paths{"a$"});
  CHECK(ParseConfigureInputs("build build.ninja: RERUN_CMAKE ").empty());
}

TEST_CASE("A file without the rule is refused") {
  CHECK_THROWS_WITH_AS(ParseConfigureInputs("build all: phony\n"),
                       "build.ninja does not say when CMake has to run again", Error);
}

}  // namespace
}  // namespace pkgrepo::packaging
