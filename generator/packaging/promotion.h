// Package versions that one stage has tried, taken over into another one.
//
//   const Promotion promotion = Promote({.from = "beta", .to = "main", .versions = {{"contour", "1.22.3"}}}, tree, inputs);
//   for (const auto& [path, text] : promotion.files) disk.WriteFile(path, text);

#ifndef PKGREPO_PACKAGING_PROMOTION_H_
#define PKGREPO_PACKAGING_PROMOTION_H_

#include <map>
#include <string>
#include <vector>

#include "packaging/build_diff.h"
#include "packaging/build_tree.h"
#include "packaging/named_version.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

struct PromotionRequest {
  std::string from;
  std::string to;
  // None means all that `from` has.
  std::vector<NamedVersion> versions;
};

struct PromotedVersion {
  std::string name;
  std::string version;
  // By digest, as the stage that it comes from has it.
  std::string image;
  // The highest version of the package that the stage had; "" if it had none.
  std::string before;
  // What differs for users who move on from that, by the values that they have; all of the default case if there is nothing
  // to move on from.
  std::vector<BuildDiff::Case> cases = {};
  // What it takes to install the one and the other.
  RightsDiff rights = {};
};

struct Promotion {
  // Those that the stage did not have.
  std::vector<PromotedVersion> versions;
  // The texts of source files that change, by path: of the stage, or its lock.
  std::map<std::string, std::string> files;
};

// The outputs of steps that a promotion looks at, as `tree` calls them: what has to be built ahead. Throws Error as Promote()
// does, but for what is wrong with the build.
std::vector<std::string> InputsOfPromotion(const PromotionRequest& request, const BuildTree& tree, StepInputs& inputs);

// Writes nothing. Throws Error with file and line for stages and versions that are not there, for a build in which the
// bundles of `from` are not those that its versions have now, or that is older than its sources, for more versions than the
// stage keeps, and for a stage file that cannot be edited in place.
Promotion Promote(const PromotionRequest& request, const BuildTree& tree, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PROMOTION_H_
