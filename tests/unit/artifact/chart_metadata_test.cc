#include "artifact/chart_metadata.h"

#include <doctest/doctest.h>

namespace pkgrepo::artifact {
namespace {

constexpr const char* kChart = R"(apiVersion: v2
name: web
version: 1.0.0
appVersion: 1.10
icon: ""
deprecated: false
annotations: {org.opencontainers.image.title: mine, category: a<b}
dependencies:
- {name: db, version: ~1.0, condition: db.enabled, import-values: [data, {child: a, parent: b}]}
- name: lib
)";

TEST_CASE("Chart.yaml is written as helm package writes it: sorted, without what is empty") {
  const ChartMetadata chart = ChartMetadata::Parse("Chart.yaml", kChart);
  CHECK(chart.app_version() == "1.10");
  CHECK(chart.ToYaml() == R"(annotations:
  category: a<b
  org.opencontainers.image.title: mine
apiVersion: v2
appVersion: "1.10"
dependencies:
- condition: db.enabled
  import-values:
  - data
  - child: a
    parent: b
  name: db
  repository: ""
  version: ~1.0
- name: lib
  repository: ""
name: web
version: 1.0.0
)");
}

TEST_CASE("The configuration in a registry has the keys in the order of Helm's type") {
  const ChartMetadata chart = ChartMetadata::Parse("Chart.yaml", kChart);
  CHECK(chart.ToJson() ==
        R"({"name":"web","version":"1.0.0","apiVersion":"v2","appVersion":"1.10","annotations":{"category":"a\u003cb",)"
        R"("org.opencontainers.image.title":"mine"},"dependencies":[{"name":"db","version":"~1.0","repository":"",)"
        R"("condition":"db.enabled","import-values":["data",{"child":"a","parent":"b"}]},{"name":"lib","repository":""}]})");
  const std::map<std::string, std::string> annotations = chart.Annotations();
  CHECK(annotations.at("org.opencontainers.image.title") == "web");
  CHECK(annotations.at("category") == "a<b");
}

TEST_CASE("A chart of the project completes what Chart.yaml says of it, or is added") {
  ChartMetadata chart = ChartMetadata::Parse("Chart.yaml", kChart);
  chart.SetDependency({.name = "lib", .version = "2.0.0", .repository = "oci://r/x"});
  chart.SetDependency({.name = "db", .version = "1.0.3", .repository = "oci://r/x"});
  chart.SetDependency({.name = "new", .version = "3.0.0", .repository = "oci://r/x"});
  REQUIRE(chart.dependencies().size() == 3);
  CHECK(chart.dependencies()[0].version == "~1.0");
  CHECK(chart.dependencies()[0].repository == "oci://r/x");
  CHECK(chart.dependencies()[1].version == "2.0.0");
  CHECK(chart.DependenciesAsJson()[2].dump() == R"({"name":"new","version":"3.0.0","repository":"oci://r/x"})");
}

TEST_CASE("What Helm 3 passes over in charts of Helm 2 is left out") {
  const ChartMetadata chart =
      ChartMetadata::Parse("Chart.yaml", "apiVersion: v1\nname: old\nversion: v1.2.3\nengine: gotpl\n");
  CHECK(chart.ToYaml() == "apiVersion: v1\nname: old\nversion: v1.2.3\n");
  CHECK_FALSE(chart.KnowsDependencies());
}

}  // namespace
}  // namespace pkgrepo::artifact
