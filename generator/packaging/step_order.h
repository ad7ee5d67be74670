// What a step waits for because a file of the source tree says so: a stage for the package versions that its file names, a
// repository for its stage, the manifests of what is installed from it, and the stages of other repositories in a cluster with
// it, the push of a stage for the repositories that serve it. CMake does not read these files. A step of its own,
// `pkgrepo order`, reads one and tells Ninja, so that an edit of a stage file makes nothing else run.
//
//   const StepOrder order = OrderOfStage("beta", "stages/beta.yaml", tree, inputs);
//   disk.WriteFileIfChanged(order.File(), order.ToDyndep());
//
// A file that is missing or wrong gives an order without inputs: the step that is to use it says what is the matter.
//
// https://ninja-build.org/manual.html#ref_dyndep

#ifndef PKGREPO_PACKAGING_STEP_ORDER_H_
#define PKGREPO_PACKAGING_STEP_ORDER_H_

#include <string>
#include <string_view>
#include <vector>

#include "packaging/build_tree.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

struct StepOrder {
  // The first output of the step that waits.
  std::string output;
  // Outputs of the steps that it waits for, of declared versions, stages and repositories only: Ninja takes any other for a
  // fault of the whole graph.
  std::vector<std::string> inputs = {};

  // Where Ninja expects it: beside the output.
  std::string File() const { return OrderFileOf(output); }
  // In Ninja's words.
  std::string ToDyndep() const;
};

// The inputs of what StepOrder::ToDyndep() has written.
std::vector<std::string> ParseDyndepInputs(std::string_view text);

// Paths are as `tree` has them, which is to be given as it is called in build.ninja.
StepOrder OrderOfStage(const std::string& stage, const std::string& file, const BuildTree& tree, StepInputs& inputs);
StepOrder OrderOfRepository(const std::string& repository, const std::string& file, const BuildTree& tree,
                            StepInputs& inputs);
StepOrder OrderOfPush(const std::string& stage, const BuildTree& tree, StepInputs& inputs);

// The inputs in a file of ToDyndep(), for who asks Ninja what does not read it.
std::vector<std::string> InputsOfOrder(std::string_view dyndep);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STEP_ORDER_H_
