// What a build has made, and what of it failed.
//
//   const BuildSummary summary = SummarizeBuild(BuildTree("build/carvel"), disk);

#ifndef PKGREPO_PACKAGING_BUILD_SUMMARY_H_
#define PKGREPO_PACKAGING_BUILD_SUMMARY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "packaging/build_tree.h"
#include "packaging/step_failure.h"

namespace pkgrepo::packaging {

struct BuildSummary {
  struct Package {
    std::string name;
    // The folder of the version.
    std::string version;
    enum class Bundle { kBuilt, kNotBuilt, kForeign };
    Bundle bundle = Bundle::kNotBuilt;
    // Of a bundle that is built.
    std::string digest = {};
    // The stages that hold the version.
    std::vector<std::string> stages = {};
  };
  struct Stage {
    std::string name;
    std::string digest;  // "" if it is not built
    size_t package_count = 0;
    // In bytes, of the Packages and PackageMetadata in its bundle: what each cluster that has it will hold.
    uint64_t size = 0;
  };
  // A container image or a Helm chart.
  struct Artifact {
    std::string name;
    std::string digest;  // "" if it is not built
  };
  struct Failure {
    // "app hello", "image hello", "chart hello", "app 1.0.0", "stage beta", "repository acme".
    std::string what;
    StepFailure failure;
  };

  // Each in the order of its list.
  std::vector<Artifact> images;
  std::vector<Artifact> charts;
  std::vector<Package> packages;
  std::vector<Stage> stages;
  std::vector<Failure> failures;
};

// Of the images, charts, versions, stages and repositories that the project declares now. Throws Error if `tree` is not configured, or
// holds a record that is not valid.
BuildSummary SummarizeBuild(const BuildTree& tree, const FileSystem& files);

// Steps that have failed for the same reason, but for their own names and the numbers of lines.
struct FailureGroup {
  // That of the first.
  StepFailure failure;
  // As in BuildSummary::Failure, in its order.
  std::vector<std::string> names;
};

// Those of most steps first. `source`, with which paths in the source tree begin, is taken out of the reasons: a word of it may be
// the name of a package.
std::vector<FailureGroup> GroupFailures(std::vector<BuildSummary::Failure> failures, const std::string& source);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_BUILD_SUMMARY_H_
