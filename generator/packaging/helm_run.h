// One run of `helm template`, as a template step of a Package calls it.

#ifndef PKGREPO_PACKAGING_HELM_RUN_H_
#define PKGREPO_PACKAGING_HELM_RUN_H_

#include <string>
#include <vector>

#include "base/process.h"
#include "packaging/app_template.h"

namespace pkgrepo::packaging {

struct HelmResult {
  // Whether helm refused the chart with these values: `text` is its message then, else the manifests.
  bool refused = false;
  std::string text;
};

// Renders the chart in `folder`, which the step's path is relative to, with these files of values; "-" among
// them is `stream`. A name and namespace that the step leaves out are those of the App, which are not known here:
// `fallback_name` stands in for both. Throws Error at `position` if helm is not installed.
HelmResult RunHelm(const HelmStep& step, const Position& position, const std::string& folder,
                   const std::vector<std::string>& values_files, const std::string& stream,
                   const std::string& fallback_name, const ProcessRunner& processes);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_HELM_RUN_H_
