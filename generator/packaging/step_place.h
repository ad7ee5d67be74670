// Which step of the graph has an output, by its path in the build folder.
//
//   PlaceOfStep("carvel/packages/app/1.0.0/schema.json")    // render of "app 1.0.0", whose first output is rendered.json

#ifndef PKGREPO_PACKAGING_STEP_PLACE_H_
#define PKGREPO_PACKAGING_STEP_PLACE_H_

#include <optional>
#include <string>
#include <string_view>

namespace pkgrepo::packaging {

inline constexpr std::string_view kManifest = "build.ninja";

// A step as people are told of it, and its place in the order of the graph: shared steps, applications, images, charts, versions, stages, repositories;
// then the owner; then the step.
struct StepPlace {
  enum class Group { kShared, kApp, kImage, kChart, kVersion, kStage, kRepository };
  Group group = Group::kShared;
  // "app 1.0.0", "app hello", "image hello", "chart hello", "stage beta", "repository acme", "configuration", "generator", "registry".
  std::string owner;
  int number = 0;
  // The first one, beside which the record of inputs is; relative to the build folder.
  std::string output;
  // The command of the step: "render"; "cmake" where CMake runs again.
  std::string command;

  bool operator<(const StepPlace& other) const;
};

// `output` is any output of a step, relative to the build folder; nullopt if it is of none.
std::optional<StepPlace> PlaceOfStep(const std::string& output);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STEP_PLACE_H_
