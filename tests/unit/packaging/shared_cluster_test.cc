#include "packaging/shared_cluster.h"

#include <doctest/doctest.h>

#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

// Of a Package with these lines of metadata and of its specification.
std::string Conflict(const std::string& one, const std::string& other, std::vector<std::string>* field = nullptr) {
  const std::string head = "kind: Package\nmetadata:\n  name: a.b.1.0.0\n";
  std::vector<std::string> found;
  const std::string reason =
      ConflictBetween(yaml::ParseYamlAsJson(head + one, "a"), yaml::ParseYamlAsJson(head + other, "b"), found);
  if (field != nullptr) *field = found;
  return reason;
}

std::string Revision(const std::string& revision) {
  return "  annotations: {packaging.carvel.dev/revision: \"" + revision + "\"}\n";
}

TEST_CASE("Equal content does not conflict, whatever the order, comments, and what is empty") {
  CHECK(Conflict("spec: {version: 1.0.0, refName: a.b}\n", "spec: {refName: a.b, version: 1.0.0} # same\n") == "");
  CHECK(Conflict("spec: {licenses: [], releaseNotes: \"\"}\n", "spec: {}\n") == "");
  CHECK(Conflict("  namespace: x\nspec: {}\n", "  namespace: y\nspec: {}\n") == "");
  CHECK(Conflict("  annotations: {kapp.k14s.io/identity: x}\nspec: {}\n", "spec: {}\n") == "");
}

TEST_CASE("Other content conflicts, and the field is told") {
  std::vector<std::string> field;
  CHECK(Conflict("spec: {a: 1, b: 1}\n", "spec: {a: 1, b: 2}\n", &field) == "spec.b differs");
  CHECK(field == std::vector<std::string>{"spec", "b"});
  CHECK(Conflict("spec: {a: 1, c: 1}\n", "spec: {a: 1}\n") == "spec.c differs");
  CHECK(Conflict("  labels: {x: y}\nspec: {}\n", "spec: {}\n") == "metadata.labels differs");
  CHECK(Conflict("  annotations: {x: y}\nspec: {}\n", "spec: {}\n") == "metadata.annotations differs");
  CHECK(Conflict("spec: {a: {kapp: {}}}\n", "spec: {a: {}}\n") == "spec.a differs");
  CHECK(Conflict("spec: {valuesSchema: {openAPIv3: {default: \"\"}}}\n", "spec: {valuesSchema: {openAPIv3: {}}}\n") ==
        "spec.valuesSchema differs");
}

TEST_CASE("The higher revision wins") {
  const auto with = [](const std::string& one, const std::string& other) {
    return Conflict(Revision(one) + "spec: {a: 1}\n", Revision(other) + "spec: {a: 2}\n");
  };
  CHECK(with("1.0.0", "1.0.1") == "");
  CHECK(with("2", "10") == "");
  CHECK(with("1", "1.0") == "");
  CHECK(with("99999999999999999999999998", "99999999999999999999999999") == "");
  CHECK(with("1.0.0", "1.0.0") == "spec.a differs");
  CHECK(with("01", "1") == "spec.a differs");
  CHECK(Conflict(Revision("0") + "spec: {a: 1}\n", "spec: {a: 2}\n") == "");
  CHECK(Conflict(Revision("-1") + "spec: {a: 1}\n", "spec: {a: 2}\n") == "spec.a differs");
  const std::string malformed = "the annotation packaging.carvel.dev/revision is not numbers with dots between them";
  for (const char* revision : {"v1", "1.", "", "1.0-a"}) CHECK(with("1.0.0", revision) == malformed);
  CHECK(Conflict(Revision("v1") + "spec: {a: 1}\n", Revision("v1") + "spec: {a: 1}\n") == "");
}

}  // namespace
}  // namespace pkgrepo::packaging
