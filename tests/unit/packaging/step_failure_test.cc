#include "packaging/step_failure.h"

#include <doctest/doctest.h>

#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

// The reason that is recorded of the error.
std::string ReasonOf(const Error& error) {
  MemoryFileSystem files;
  NoteFailure("/out/rendered.json", "render", error, files);
  return ReadFailure("/out/rendered.json", files).value().reason;
}

TEST_CASE("A failure is there until the step succeeds") {
  MemoryFileSystem files;
  CHECK_FALSE(ReadFailure("/out/bundle.json", files));
  NoteFailure("/out/bundle.json", "bundle", Error("no space"), files);
  CHECK(ReadFailure("/out/bundle.json", files)->step == "bundle");
  CHECK(ReadFailure("/out/bundle.json", files)->reason == "no space");
  CHECK_FALSE(ReadFailure("/out/images.yml", files));
  NoteSuccess("/out/bundle.json", files);
  CHECK_FALSE(ReadFailure("/out/bundle.json", files));
}

TEST_CASE("The reason is one line, with its place") {
  CHECK(ReasonOf(Error("wrong").At({.file = "a.yaml", .line = 3})) == "a.yaml:3: wrong");
  CHECK(ReasonOf(Error("the package does not render:\nytt: Error: \n- struct has no .x\n  a.yaml:1 | x")) ==
        "the package does not render: struct has no .x (a.yaml:1)");
  CHECK(ReasonOf(Error("wrong:\nx is wrong\n  in <toplevel>\n    a b.yaml:12 | y: 1 | 2\n    c.yaml:1 | z")) ==
        "wrong: x is wrong (a b.yaml:12)");
  CHECK(ReasonOf(Error("Overlaying data values: \nOne was invalid\n====\n\nvalues.yaml:\n    |\n  3 | a: 3\n    |\n\n"
                       "    = found: integer\n    = expected: string (by schema.yaml:3)\n\n    = found: another")) ==
        "Overlaying data values: One was invalid (found: integer, expected: string (by schema.yaml:3))");
  CHECK(ReasonOf(Error("wrong\nx:y | z\n:1 | z\n 12 | z")) == "wrong");
}

TEST_CASE("A truncated record does not count") {
  MemoryFileSystem files;
  files.WriteFile("/out/bundle.json.failed", "bundle\n");
  CHECK_FALSE(ReadFailure("/out/bundle.json", files));
}

}  // namespace
}  // namespace pkgrepo::packaging
