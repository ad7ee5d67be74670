// What add_helm_chart() of the CMake module asks for, in a file of the build tree that CMake writes.
//
//   # Of add_helm_chart(hello-chart) in /src/CMakeLists.txt
//   NAME hello
//   REPOSITORY ghcr.io/acme/charts/hello
//   VERSION 1.0.0
//   APP_VERSION 1.0.0
//   DESCRIPTION Says hello
//   SOURCE /src/chart
//   MANIFEST /src/build/role.yaml
//   IMAGE hello-image             an image of the project, and where the values of the chart name it; without a place,
//   AT image                      it is wherever the chart's files name it
//   DEPENDENCY common-chart       a chart of the project
//   VALUES /src/values.yaml       values that the defaults are checked with

#ifndef PKGREPO_ARTIFACT_CHART_SPECIFICATION_H_
#define PKGREPO_ARTIFACT_CHART_SPECIFICATION_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace pkgrepo::artifact {

struct ChartSpecification {
  struct Image {
    // Of the target.
    std::string name;
    // The keys that lead to it in values.yaml, with dots in between; "" is everywhere.
    std::string place;
    Position position;
  };
  struct Named {
    std::string name;
    Position position;
  };

  // Throws Error with the line for anything that CMake does not write, and for what makes no chart.
  static ChartSpecification Parse(const std::string& file, std::string_view text);

  std::string file;
  // The call of CMake that it is of: "add_helm_chart(hello-chart) in /src/CMakeLists.txt".
  std::string call;
  std::string name;
  // Where it is pushed to; its last part is the name.
  std::string repository;
  // "" is what Chart.yaml says.
  std::string version;
  std::string app_version;
  std::string description;
  // The folder of the chart; "" if it is made of manifests alone.
  std::string source;
  std::vector<Named> manifests;
  std::vector<Image> images;
  std::vector<Named> dependencies;
  std::vector<Named> values;
};

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_CHART_SPECIFICATION_H_
