// The charts that a chart brings in its folder charts/, and Chart.lock, which says exactly which they are.
//
//   const std::vector<ChartDependency> subcharts = FindSubcharts(files);
//   RequireSubcharts(metadata, subcharts);
//   files[kChartLock] = MakeChartLock(metadata, subcharts);
//
// https://helm.sh/docs/helm/helm_dependency/

#ifndef PKGREPO_ARTIFACT_CHART_DEPENDENCIES_H_
#define PKGREPO_ARTIFACT_CHART_DEPENDENCIES_H_

#include <string>
#include <vector>

#include "artifact/chart_metadata.h"
#include "artifact/chart_source.h"

namespace pkgrepo::artifact {

// The charts in charts/, folders and archives, with their versions. Throws Error naming the file for what is no chart.
std::vector<ChartDependency> FindSubcharts(const ChartFiles& files);

// Throws Error with the line for a dependency that is not among them, or not in a version that fits.
void RequireSubcharts(const ChartMetadata& metadata, const std::vector<ChartDependency>& subcharts);

// What `helm dependency build` would write, less the time. Precondition: RequireSubcharts() has not thrown.
std::string MakeChartLock(const ChartMetadata& metadata, const std::vector<ChartDependency>& subcharts);

// Throws Error if `text`, the content of the Chart.lock `file`, is not of these dependencies.
void CheckChartLock(const std::string& file, const std::string& text, const ChartMetadata& metadata);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_CHART_DEPENDENCIES_H_
