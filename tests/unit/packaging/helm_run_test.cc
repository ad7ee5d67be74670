#include "packaging/helm_run.h"

#include <doctest/doctest.h>

namespace pkgrepo::packaging {
namespace {

class FakeHelm : public ProcessRunner {
 public:
  explicit FakeHelm(ProcessResult result) : result_(std::move(result)) {}
  ProcessResult Run(const ProcessRequest&) const override { return result_; }

 private:
  ProcessResult result_;
};

HelmResult RunWith(ProcessResult result) {
  return RunHelm({.path = "chart"}, {.file = "package.yaml", .line = 9}, "/build/fetched", {}, "", "pear",
                 FakeHelm(std::move(result)));
}

TEST_CASE("What helm renders are the manifests") {
  const HelmResult result = RunWith({.output = "kind: A\n"});
  CHECK_FALSE(result.refused);
  CHECK(result.text == "kind: A\n");
}

TEST_CASE("What helm refuses is told in its words, without the place of the build") {
  const HelmResult result =
      RunWith({.status = 1, .error_output = "Error: /build/fetched/chart/values.yaml: give a name\n\n"});
  CHECK(result.refused);
  CHECK(result.text == "helm: Error: chart/values.yaml: give a name\n");
}

}  // namespace
}  // namespace pkgrepo::packaging
