#include "packaging/case_test.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "packaging/step_failure.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

// A version that was built from /s, with the cases `default` and `bad`, which is refused.
struct Version {
  Version() {
    files.WriteFile("/s/a.yaml", "a: 1\n");
    StepInputs inputs(files);
    inputs.Read("/s/a.yaml");
    files.WriteFile("/out/p/1.0.0/vendor.json", "{}");
    inputs.WriteDepfile("/out/p/1.0.0/vendor.json.d", "/out/p/1.0.0/vendor.json");
    WriteRenderedCases(
        {{.name = "default", .text = "a: 1\n"}, {.name = "bad", .refused = true, .text = "no\n"}},
        "/out/p/1.0.0", files);
    inputs.WriteDepfile("/out/p/1.0.0/rendered.json.d", "/out/p/1.0.0/rendered.json");
  }

  CaseResult Test(const std::string& check, const std::string& case_name = "default") {
    StepInputs inputs(files);
    const PackageFolders folders{.source = SourceTree("/s"), .output = "/out/p/1.0.0"};
    return TestCase(check, case_name, {.folders = folders, .expected = "/s/test/expected"}, inputs);
  }
  std::string FailureOf(const std::string& check, const std::string& case_name = "default") {
    try {
      Test(check, case_name);
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  }

  MemoryFileSystem files;
};

using Messages = std::vector<std::string>;

TEST_CASE("A check of what was rendered passes, or says what is wrong") {
  Version version;
  CHECK_FALSE(version.Test("renders").skipped);
  CHECK(version.Test("renders").messages.empty());
  version.files.WriteFile("/s/test/expected/default.yaml", "a: 2\n");
  CHECK(version.Test("expected").messages.size() == 1);
}

TEST_CASE("Of a case that is refused, the first test alone says so") {
  Version version;
  CHECK(version.Test("renders", "bad").messages == Messages{"the values are refused:\nno\n"});
  const CaseResult skipped = version.Test("expected", "bad");
  CHECK(skipped.skipped);
  CHECK(skipped.messages ==
        Messages{"not checked: the values are refused, as the first test of p-1.0.0/bad reports"});
}

TEST_CASE("Of a version that does not render, the first test of its first case alone says why") {
  Version version;
  NoteFailure("/out/p/1.0.0/rendered.json", "render", Error("struct has no .x"), version.files);
  CHECK(version.FailureOf("renders") == "the last build could not render the version: struct has no .x");
  for (const auto& [check, case_name] : {std::pair{"renders", "bad"}, std::pair{"objects", "default"}}) {
    const CaseResult skipped = version.Test(check, case_name);
    CHECK(skipped.skipped);
    CHECK(skipped.messages == Messages{"not checked: the version does not render, as the first test of "
                                       "p-1.0.0/default reports"});
  }
}

TEST_CASE("What is older than its sources is not checked") {
  Version version;
  version.files.WriteFile("/s/a.yaml", "a: 2\n");
  CHECK(version.FailureOf("renders") == "/out/p/1.0.0/vendor.json is out of date: /s/a.yaml was modified");
}

}  // namespace
}  // namespace pkgrepo::packaging
