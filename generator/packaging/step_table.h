// The steps of the graph: of each its command, what it leaves where, which results it needs, and how CMake calls it. What
// runs the steps, looks for what they have left, or says which of them are stale, has it from here.
//
//   for (const std::string& output : VersionOutputs("build/carvel/packages/app/1.0.0")) …
//   if (const std::optional<OwnedStep> owned = FindStep("carvel/stages/beta/stage.json")) …   // stage, of beta
//
// CMake has it from cmake/PackageRepoStepTable.cmake, which `pkgrepo steps` prints and a test compares.

#ifndef PKGREPO_PACKAGING_STEP_TABLE_H_
#define PKGREPO_PACKAGING_STEP_TABLE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "packaging/build_tree.h"

namespace pkgrepo::packaging {

// What a step belongs to. A version has one of three chains of steps.
enum class StepOwner {
  kProject,
  kVersion,         // whose bundle the project builds
  kForeignVersion,  // that fetches something else
  kFailingVersion,  // that is known not to build
  kImageUse,        // a version of a project that makes images: which of them it names
  kImage,
  kApp,
  kAppTest,  // the gate of one that has a test
  kChart,
  kChartRepository,
  kStage,
  kRepository,
};

struct Step {
  StepOwner owner;
  std::string_view command;
  // What Ninja shows, ahead of the owner's name.
  std::string_view comment;
  // Names in the owner's folder of the build tree, of a repository what follows its name; paths in the build tree if they
  // have a `/`. Notes on the step are beside the first (packaging/build_tree.h).
  std::vector<std::string_view> outputs;
  // Outputs of other steps, in the same form. Files of the source tree need no mention: dependency files name them.
  std::vector<std::string_view> reads;
  // The words that follow the command, as CMake expands them; `<output>` is the first output.
  std::string options;
  // Of a step of the project: what it is about.
  std::string_view subject = {};
  // What else it waits for, as CMake expands it: targets and files that other rules of the project make.
  std::string_view depends = {};
  // The path of an order in the build tree, if it is not among `reads`, as CMake expands it; that may be nothing.
  std::string_view order = {};
};

// What is done to a version, stage or repository each time its target is built.
struct Action {
  StepOwner owner;
  // Of the target: `lock` of app-1.0.0-lock.
  std::string_view name;
  std::string_view command;
  // What Ninja shows; `*` is the owner's name.
  std::string_view comment;
  std::vector<std::string_view> reads;
  std::string options;
  // As that of a step.
  std::string_view depends = {};
};

// In an order in which they can run.
const std::vector<Step>& Steps();
const std::vector<Action>& Actions();
std::vector<Step> StepsOf(StepOwner owner);

// The path of an output, as a row of the table has it; a version's name is `app/1.0.0`.
std::string OutputPath(const BuildTree& tree, StepOwner owner, const std::string& name, std::string_view output);

struct OwnedStep {
  const Step* step = nullptr;
  // "app 1.0.0"; a stage's or a repository's name; what a step of the project is about.
  std::string owner;
  // The first output.
  std::string output;
};

// The step that makes `path`, which is relative to the build tree.
std::optional<OwnedStep> FindStep(std::string_view path);

// The first outputs of the steps of a version in its folder, in their order.
std::vector<std::string> VersionOutputs(const std::string& folder);

// The lists that configuring writes: `packages` is packages.list (packaging/build_tree.h).
std::vector<std::string> DeclaredLists();

// So many of them, from the first, there are until that of this command.
size_t CountUntil(std::string_view command);

// The outputs beside which there are records of inputs, where their steps have succeeded.
std::vector<std::string> RecordedOutputs(const BuildTree& tree, const FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STEP_TABLE_H_
