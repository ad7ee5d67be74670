#include "kube/known_fields.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.h"

namespace pkgrepo::kube {
namespace {

using nlohmann::json;

const StructType& PackageSpec() {
  return FindFieldType(*FindResourceType("data.packaging.carvel.dev/v1alpha1", "Package"), {"spec"});
}

const StructType& InstallSpec() {
  return FindFieldType(*FindResourceType("packaging.carvel.dev/v1alpha1", "PackageInstall"), {"spec"});
}

std::string FaultOf(const json& value, const StructType& type) {
  try {
    KeepKnownFields(value, type, "spec");
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

TEST_CASE("What is not known, or says nothing, is left out") {
  CHECK(KeepKnownFields({{"refName", "a.b.c"}, {"version", ""}, {"flavour", "sweet"}, {"licenses", json::array()}},
                        PackageSpec(), "spec") == json({{"refName", "a.b.c"}}));
  CHECK(KeepKnownFields({{"paused", false}, {"serviceAccountName", nullptr}}, InstallSpec(), "spec") == json::object());
  CHECK(KeepKnownFields(nullptr, PackageSpec(), "spec") == json::object());
}

TEST_CASE("A map with fields of its own stays, and so do lists of them") {
  const json spec = {{"template", {{"spec", {{"template", {{{"ytt", json::object()}}}}, {"deploy", {{{"kapp", nullptr}}}}}}}}};
  CHECK(KeepKnownFields(spec, PackageSpec(), "spec").dump() ==
        R"({"template":{"spec":{"deploy":[{}],"template":[{"ytt":{}}]}}})");
}

TEST_CASE("Numbers and booleans are texts where these belong, and durations have Go's form") {
  const json kept = KeepKnownFields(
      {{"serviceAccountName", true}, {"syncPeriod", "90s"}, {"packageRef", {{"refName", 12}}}}, InstallSpec(), "spec");
  CHECK(kept == json({{"serviceAccountName", "true"}, {"syncPeriod", "1m30s"}, {"packageRef", {{"refName", "12"}}}}));
}

TEST_CASE("Values of another type are told in Go's words") {
  const std::string head = "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ";
  CHECK(FaultOf(json::array(), PackageSpec()) == head + "array into Go struct field spec of type object");
  CHECK(FaultOf({{"refName", json::object()}}, PackageSpec()) == head + "object into Go struct field spec.refName of type string");
  CHECK(FaultOf({{"licenses", "MIT"}}, PackageSpec()) == head + "string into Go struct field spec.licenses of type []string");
  CHECK(FaultOf({{"paused", "no"}}, InstallSpec()) == head + "string into Go struct field spec.paused of type bool");
}

TEST_CASE("Metadata always has its time of creation") {
  CHECK(KeepKnownMetadata(nullptr) == json({{"creationTimestamp", nullptr}}));
  CHECK(KeepKnownMetadata({{"name", "a"}, {"labels", {{"b", 1}}}, {"colour", "red"}, {"creationTimestamp", "2022-01-01T00:00:00Z"}}) ==
        json({{"name", "a"}, {"labels", {{"b", "1"}}}, {"creationTimestamp", "2022-01-01T00:00:00Z"}}));
}

TEST_CASE("The type of a field is found through structs and lists of them") {
  const StructType& step = FindFieldType(PackageSpec(), {"template", "spec", "template"});
  CHECK(std::ranges::any_of(step.fields, [](const Field& field) { return field.name == "helmTemplate"; }));
}

}  // namespace
}  // namespace pkgrepo::kube
