#include "packaging/refusal.h"

#include <doctest/doctest.h>

namespace pkgrepo::packaging {
namespace {

RenderedCase Refused(const std::string& text) { return {.name = "default", .refused = true, .text = text}; }

std::string FailureOf(const std::vector<RenderedCase>& cases, bool has_schema = false) {
  try {
    RequireOneRendered(cases, {.file = "config"}, [&] { return has_schema; });
    return "";
  } catch (const Error& error) {
    return error.Render();
  }
}

TEST_CASE("A refusal reads as on ytt's command line") {
  CHECK(RefusalText("Overlaying data values: Document on line a.yml:1") ==
        "ytt: Error: Overlaying data values:\n  Document on line a.yml:1\n");
}

TEST_CASE("One case must render") {
  CHECK(FailureOf({Refused("ytt: Error: no\n"), {.name = "large", .refused = false, .text = {}}}) == "");
  const std::string failure = FailureOf({Refused("ytt: Error: no\n")});
  CHECK(failure.find("config: the package does not render:") != std::string::npos);
  CHECK(failure.find("hint") == std::string::npos);
}

TEST_CASE("A demand for values is told from a fault of the package") {
  const auto is_demand = [](const std::string& message, bool has_schema) {
    return FailureOf({Refused(message)}, has_schema).find("hint: if it demands values") != std::string::npos;
  };
  for (const bool has_schema : {false, true}) {
    CHECK(is_demand("- assert.fail: fail: give a name", has_schema));
    CHECK(is_demand("Validating final data values:\n  name\n    = must be: length >= 1", has_schema));
    CHECK(is_demand("- unknown binary op: NoneType + string", has_schema));
    CHECK(is_demand("helm: Error: execution error at (a.yaml:1:3): give a name", has_schema));
    CHECK_FALSE(is_demand("- struct has no .lvl field or method (did you mean .level?)", has_schema));
    CHECK_FALSE(
        is_demand("Overlaying data values (in following order: v.yaml):\n  One or more data values were "
                  "invalid\n  Given data value is not declared in schema",
                  has_schema));
  }
  CHECK(is_demand("- struct has no .level field or method", false));
  CHECK_FALSE(is_demand("- struct has no .level field or method", true));
}

}  // namespace
}  // namespace pkgrepo::packaging
