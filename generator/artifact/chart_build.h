// Makes a Helm chart: the archive that `helm install` takes, and the manifest by which it is in a registry, without Helm and
// without a network.
//
//   const BuiltChart chart = BuildChart(specification, {.images = …, .charts = …}, inputs, layout);
//
// The same files give the same bytes on every machine.
//
// https://helm.sh/docs/topics/charts/, https://github.com/helm/community/blob/main/hips/hip-0006.md

#ifndef PKGREPO_ARTIFACT_CHART_BUILD_H_
#define PKGREPO_ARTIFACT_CHART_BUILD_H_

#include <string>
#include <vector>

#include "artifact/chart_specification.h"
#include "oci/image.h"
#include "oci/layout.h"
#include "packaging/records.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::artifact {

inline constexpr std::string_view kHelmConfig = "application/vnd.cncf.helm.config.v1+json";
inline constexpr std::string_view kHelmChart = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

// What of the project a chart is made of, in the order of the specification.
struct ChartParts {
  std::vector<packaging::BundleRecord> images;
  std::vector<packaging::ChartRecord> charts;
};

struct BuiltChart {
  std::string version;
  oci::Descriptor manifest;
  oci::Descriptor archive;
};

// Writes it to the layout. Throws Error with file and line for what Helm would refuse, and for what would not install what
// it says.
BuiltChart BuildChart(const ChartSpecification& specification, const ChartParts& parts, packaging::StepInputs& inputs,
                      const oci::Layout& layout);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_CHART_BUILD_H_
