#include "packaging/repository_file.h"

#include <doctest/doctest.h>

#include "packaging/repository_resource.h"

namespace pkgrepo::packaging {
namespace {

std::string FailureOf(const std::string& text) {
  try {
    ParseRepositoryFile("r.yaml", "stage: beta\n" + text);
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

StageRecord Stage() {
  return {.bundle = {.repository = "r.example.com/beta",
                     .tag = "latest",
                     .manifest = {.media_type = "m", .size = 1, .digest = Digest::Of("")}},
          .repository_name = "",
          .packages = {}};
}

TEST_CASE("All that a repository file says is in the resource, in the form in which a cluster keeps it") {
  const RepositoryFile file = ParseRepositoryFile(
      "r.yaml",
      "stage: beta\nname: acme.example.com\nnamespace: acme\nsyncPeriod: 10m\nsecretRef: {name: login}\n"
      "labels: {x.example/channel: beta}\nannotations: {note: 5}\n");
  CHECK(GenerateRepository(file, Stage(), "other") ==
        "apiVersion: packaging.carvel.dev/v1alpha1\n"
        "kind: PackageRepository\n"
        "metadata:\n"
        "  annotations:\n"
        "    note: \"5\"\n"
        "  labels:\n"
        "    x.example/channel: beta\n"
        "  name: acme.example.com\n"
        "  namespace: acme\n"
        "spec:\n"
        "  fetch:\n"
        "    imgpkgBundle:\n"
        "      image: r.example.com/beta@" +
            Digest::Of("").ToString() +
            "\n"
            "      secretRef:\n"
            "        name: login\n"
            "  syncPeriod: 10m0s\n");
}

TEST_CASE("What an API server or kapp-controller would refuse has file and line") {
  CHECK(FailureOf("") == "");
  CHECK(FailureOf("name: Bad_Name\n") == "r.yaml:2: name 'Bad_Name' may only contain a-z, 0-9 and '-'\n");
  CHECK(FailureOf("namespace: a.b\n").starts_with("r.yaml:2: namespace 'a.b' "));
  for (const std::string period : {"soon", "10 minutes", "10", "-5m", "0s", "1d"}) {
    CAPTURE(period);
    CHECK(FailureOf("syncPeriod: " + period + "\n") ==
          "r.yaml:2: syncPeriod '" + period +
              "' is not a duration\n  hint: write a duration such as 10m, 1h30m or 45s\n");
  }
  CHECK(FailureOf("labels: {\"a b\": c}\n") ==
        "r.yaml:2: labels: the key 'a b' may only contain letters, digits, '-', '_' and '.'\n");
  CHECK(FailureOf("labels:\n  a: b\n  c: d e\n").starts_with("r.yaml:4: labels.c: 'd e' "));
  CHECK(FailureOf("annotations: {/a: b}\n").starts_with("r.yaml:2: annotations: the key '/a' "));
  CHECK(FailureOf("annotations: [a]\n") == "r.yaml:2: expected a map here\n");
  CHECK(FailureOf("secretRef: login\n") == "r.yaml:2: expected a map here\n");
  CHECK(FailureOf("secretRef: {}\n") == "r.yaml:2: 'name' is missing here\n");
  CHECK(FailureOf("secretRef: {name: A}\n").starts_with("r.yaml:2: secretRef.name 'A' "));
  CHECK(FailureOf("syncperiod: 5m\n").find("did you mean 'syncPeriod'?") != std::string::npos);
}

TEST_CASE("All faults are told at once") {
  CHECK(FailureOf("name: Bad_Name\nsyncPeriod: 10 minutes\nlabels: {\"a b\": c}\n") ==
        "r.yaml:2: name 'Bad_Name' may only contain a-z, 0-9 and '-'\n"
        "  note: r.yaml:3: syncPeriod '10 minutes' is not a duration; write a duration such as 10m, 1h30m or "
        "45s\n"
        "  note: r.yaml:4: labels: the key 'a b' may only contain letters, digits, '-', '_' and '.'\n");
}

TEST_CASE("A name that comes from elsewhere has to be one, too") {
  CHECK_THROWS_AS(GenerateRepository(ParseRepositoryFile("r.yaml", "stage: beta\n"), Stage(), "acme_beta"),
                  Error);
}

TEST_CASE("A file without a stage, and clusters without names, are refused") {
  CHECK_THROWS_WITH_AS(ParseRepositoryFile("r.yaml", "- stage: beta\n"), "expected a map with 'stage'", Error);
  CHECK(FailureOf("clusters:\n- ''\n") == "r.yaml:3: a cluster without a name\n");
  CHECK(FailureOf("clusters:\n- a\n- a\n") == "r.yaml:4: cluster 'a' is given twice\n");
}

}  // namespace
}  // namespace pkgrepo::packaging
