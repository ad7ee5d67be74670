// Package versions that one stage has tried, taken over into another one.
//
//   const Promotion promotion = Promote({.from = "beta", .to = "main", .versions = {{"contour", "1.22.3"}}}, tree, inputs);
//   for (const auto& [path, text] : promotion.files) disk.WriteFile(path, text);

#ifndef PKGREPO_PACKAGING_PROMOTION_H_
#define PKGREPO_PACKAGING_PROMOTION_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "packaging/build_diff.h"
#include "packaging/build_tree.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

struct PromotionRequest {
  std::string from;
  std::string to;
  // Names with versions; none means all that `from` has.
  std::vector<std::pair<std::string, std::string>> versions;
};

struct PromotedVersion {
  std::string name;
  std::string version;
  // By digest, as the stage that it comes from has it.
  std::string image;
  // The highest version of the package that the stage had; "" if it had none.
  std::string before;
  // What differs for users who move on from that: between the default manifests.
  std::vector<BuildDiff::Object> objects = {};
};

struct Promotion {
  // Those that the stage did not have.
  std::vector<PromotedVersion> versions;
  // The texts of source files that change, by path: of the stage, or its lock.
  std::map<std::string, std::string> files;
};

// Writes nothing. Throws Error with file and line for stages and versions that are not there, for a build in which the
// bundles of `from` are not those that its versions have now, or that is older than its sources, and for a stage file
// that cannot be edited in place.
Promotion Promote(const PromotionRequest& request, const BuildTree& tree, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PROMOTION_H_
