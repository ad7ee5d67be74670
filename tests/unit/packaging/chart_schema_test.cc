#include "packaging/chart_schema.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

nlohmann::json SchemaOf(const std::string& text) { return ChartValuesSchema("chart/values.yaml", text); }

// Of the only key, `a`.
nlohmann::json OfValue(const std::string& value) { return SchemaOf("a: " + value + "\n")["properties"]["a"]; }

std::string DescriptionIn(const std::string& text) {
  return SchemaOf(text)["properties"]["replicas"].value("description", "none");
}

TEST_CASE("A value has the type of what is written, and is its own default") {
  using nlohmann::json;
  CHECK(OfValue("3") == json({{"type", "integer"}, {"default", 3}}));
  CHECK(OfValue("0.5") == json({{"type", "number"}, {"format", "float"}, {"default", 0.5}}));
  CHECK(OfValue("089") == json({{"type", "number"}, {"format", "float"}, {"default", 89.0}}));
  CHECK(OfValue("true") == json({{"type", "boolean"}, {"default", true}}));
  CHECK(OfValue("yes") == json({{"type", "string"}, {"default", "yes"}}));
  CHECK(OfValue("\"3\"") == json({{"type", "string"}, {"default", "3"}}));
  CHECK(OfValue("2026-01-02") == json({{"type", "string"}, {"default", "2026-01-02"}}));
  CHECK(OfValue("null") == json({{"type", "null"}, {"default", "null"}}));
  CHECK(OfValue("~") == json({{"type", "string"}, {"default", "~"}}));
  CHECK(OfValue("") == json({{"type", "string"}, {"default", ""}}));
  CHECK(OfValue("{}") == json({{"type", "object"}, {"default", json::object()}}));
  CHECK(OfValue("[]") == json({{"type", "array"}, {"default", json::array()}, {"items", json::object()}}));
  CHECK(OfValue("[{b: 1}, c]")["items"]["properties"]["b"]["type"] == "integer");
}

TEST_CASE("The comment right above a key is its description") {
  CHECK(DescriptionIn("# How many.\nreplicas: 1\n") == "How many.");
  CHECK(DescriptionIn("## How many\n## answer.\nreplicas: 1\n") == "How many answer.");
  CHECK(DescriptionIn("# -- How many.\nreplicas: 1\n") == "How many.");
  CHECK(DescriptionIn("# replicas is how many.\nreplicas: 1\n") == "is how many.");
  CHECK(DescriptionIn("# Of another subject.\n\nreplicas: 1\n") == "none");
  CHECK(DescriptionIn("replicas: 1  # how many\n") == "none");
  CHECK(DescriptionIn("other: 1\n# Of the other.\n\n# How many.\n\n# At least 1.\nreplicas: 1\n") ==
        "How many.\n At least 1.");
  CHECK(DescriptionIn("other: {}\n  # key: 1\nreplicas: 1\n") == "key: 1");
  CHECK(DescriptionIn("other:\n  key: 1\n  # more: 2\nreplicas: 1\n") == "none");
  CHECK(DescriptionIn("other: 1\n# Both.\n\"replicas\": {replicas: 1}\n") == "Both.");
  const nlohmann::json nested = SchemaOf("# All.\na: {b: 1}\nc:\n# One.\n- d: 1\n  # Two.\n  e: 2\nf:\n# Three.\n-\n  g: 3\n");
  CHECK_FALSE(nested["properties"]["a"]["properties"]["b"].contains("description"));
  CHECK(nested["properties"]["c"]["items"]["properties"]["d"]["description"] == "One.");
  CHECK(nested["properties"]["c"]["items"]["properties"]["e"]["description"] == "Two.");
  CHECK(nested["properties"]["f"]["items"]["properties"]["g"]["description"] == "Three.");
}

TEST_CASE("What kctrl makes nothing of") {
  CHECK(SchemaOf("").is_null());
  CHECK(SchemaOf("# nothing\n").is_null());
  CHECK_THROWS_WITH_AS(SchemaOf("- a\n"), "values file must resolve to a map (was 2)", Error);
  CHECK_THROWS_WITH_AS(OfValue("0x10"), "strconv.Atoi: parsing \"0x10\": invalid syntax", Error);
}

}  // namespace
}  // namespace pkgrepo::packaging
