// One step of a package version at work.
//
//   VersionStep step(options.step);
//   const std::string bundle = packaging::BundleDirectory(step.folders(), step.inputs());
//   step.disk().WriteFileIfChanged(step.Output("images.yml"), text);
//   step.Finish("images.yml");

#ifndef PKGREPO_CLI_GRAPH_VERSION_STEP_H_
#define PKGREPO_CLI_GRAPH_VERSION_STEP_H_

#include <string>
#include <string_view>

#include "cli/graph/step_flags.h"
#include "packaging/bundle_view.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::cli {

class VersionStep {
 public:
  // `flags` is kept and must outlive the object. Throws Error if one of them is missing.
  explicit VersionStep(StepFlags& flags);
  // With these patterns of `.imgpkgignore`: for the step that records them.
  VersionStep(StepFlags& flags, std::string_view patterns);

  const packaging::PackageFolders& folders() const { return flags_.folders; }
  RealFileSystem& disk() { return disk_; }
  // The bundle as a clean checkout has it, and what was read of that and of all else.
  const packaging::BundleView& view() const { return view_; }
  packaging::StepInputs& inputs() { return inputs_; }

  // A file of the version's folder in the build tree.
  std::string Output(std::string_view file) const { return JoinPath(flags_.folders.output, file); }
  // Writes what was read as the dependencies of Output(file). To be called when all is written.
  void Finish(std::string_view file) { inputs_.WriteDepfile(flags_.depfile, Output(file)); }

 private:
  const StepFlags& flags_;
  RealFileSystem disk_;
  packaging::BundleView view_;
  packaging::StepInputs inputs_;
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_VERSION_STEP_H_
