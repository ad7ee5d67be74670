// Flags that the steps of the graph share.

#ifndef PKGREPO_CLI_GRAPH_STEP_FLAGS_H_
#define PKGREPO_CLI_GRAPH_STEP_FLAGS_H_

#include <string>

#include "cli/flags.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::cli {

// Throws Error("--NAME is missing") if `value` is empty.
void RequireFlag(const std::string& value, const std::string& name);

// The flags of a step of one package version.
struct StepFlags {
  // The version's folder in the source tree, which holds bundle/ and test/.
  std::string source;
  // The version's folder in the build tree.
  std::string output;
  std::string depfile;

  // `this` must outlive the set.
  void Declare(FlagSet& flags);
  // Throws Error if --source or --output is missing.
  void Require() const;
  // A file of the build tree: Output("bundle.json").
  std::string Output(std::string_view file) const { return JoinPath(output, file); }
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_STEP_FLAGS_H_
