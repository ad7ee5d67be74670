#include "packaging/rendered_cases.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

TEST_CASE("Cases are read as they were written, and earlier ones vanish") {
  MemoryFileSystem files;
  WriteRenderedCases({{.name = "default", .refused = false, .text = "a: 1\n"},
                      {.name = "old", .refused = false, .text = "b: 1\n"}},
                     "/out", files);
  WriteRenderedCases({{.name = "default", .refused = true, .text = "no\n"}}, "/out", files);
  CHECK(files.ListDirectory("/out/rendered") == std::vector<std::string>{"default.stderr"});
  StepInputs inputs(files);
  const std::vector<RenderedCase> cases = ReadRenderedCases("/out", inputs);
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].refused);
  CHECK(cases[0].text == "no\n");
}

TEST_CASE("The record changes if and only if a case does") {
  MemoryFileSystem files;
  WriteRenderedCases({{.name = "default", .refused = false, .text = "a: 1\n"}}, "/out", files);
  const int writes = files.write_count();
  WriteRenderedCases({{.name = "default", .refused = false, .text = "a: 1\n"}}, "/out", files);
  CHECK(files.write_count() == writes);
  WriteRenderedCases({{.name = "default", .refused = false, .text = "a: 2\n"}}, "/out", files);
  CHECK(files.write_count() == writes + 2);
}

TEST_CASE("Without the render step there is nothing to read") {
  MemoryFileSystem files;
  StepInputs inputs(files);
  CHECK_THROWS_WITH_AS(ReadRenderedCases("/out", inputs), "nothing is rendered in /out", Error);
}

}  // namespace
}  // namespace pkgrepo::packaging
