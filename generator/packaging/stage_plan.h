// What a stage has in the end: its file with what its constraints have chosen, what it takes from the stage that it builds
// on, and what it archives of another one.
//
//   const StagePlan plan = PlanStage("beta", "stages/beta.yaml", tree, inputs);

#ifndef PKGREPO_PACKAGING_STAGE_PLAN_H_
#define PKGREPO_PACKAGING_STAGE_PLAN_H_

#include <string>
#include <vector>

#include "packaging/build_tree.h"
#include "packaging/stage_file.h"
#include "packaging/stage_lock.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

// A stage's own file, and what it says together with those that it builds on.
struct StagePlan {
  StageFile file;
  // Each name and version once.
  std::vector<StagedVersion> packages;
  // Those of the stage that it builds on come first.
  std::vector<StageMark> deprecated;
  std::vector<StageOverride> overrides;
};

// Reads all these files by way of `inputs`. Throws Error with file and line for what is wrong in one of them, for a stage
// that the project does not declare or that builds on itself, and for choices that the lock does not have.
StagePlan PlanStage(const std::string& stage, const std::string& file, const BuildTree& tree, StepInputs& inputs);

// The lock beside the file of a stage; empty if there is none.
StageLock ReadStageLock(const std::string& stage_file, StepInputs& inputs);

// For an entry whose package the project does not declare: with the nearest name.
Error UnknownPackage(const StagedVersion& entry, const PackageList& packages);

// The file of a declared stage. Throws Error at `position`, with the nearest name, if there is no such stage.
std::string FileOfStage(const std::string& stage, const std::vector<DeclaredFile>& stages, const Position& position);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STAGE_PLAN_H_
