#include "packaging/refusal.h"

#include <doctest/doctest.h>

namespace pkgrepo::packaging {
namespace {

RenderedCase Refused(const std::string& text) { return {.name = "default", .refused = true, .text = text}; }

std::string FailureOf(const std::vector<RenderedCase>& cases) {
  try {
    RequireOneRendered(cases, {.file = "config"});
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
  CHECK(FailureOf({Refused("assert.fail: give a name")}).find("if it demands values") != std::string::npos);
}

}  // namespace
}  // namespace pkgrepo::packaging
