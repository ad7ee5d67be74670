// Flags that the steps of the graph share.

#ifndef PKGREPO_CLI_GRAPH_STEP_FLAGS_H_
#define PKGREPO_CLI_GRAPH_STEP_FLAGS_H_

#include <string>

#include "cli/flags.h"
#include "packaging/package_folders.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::cli {

// Throws Error("--NAME is missing") if `value` is empty.
void RequireFlag(const std::string& value, const std::string& name);

// The flags of a step of one package version.
class StepFlags {
 public:
  // Complete once Require() was called.
  packaging::PackageFolders folders;
  std::string depfile;

  // `this` must outlive the set.
  void Declare(FlagSet& flags);
  // Completes `folders`. Throws Error if --source or --output-dir is missing.
  void Require();
  // A file of the build tree: Output("bundle.json").
  std::string Output(std::string_view file) const { return JoinPath(folders.output, file); }

 private:
  std::string source_;
  std::string bundle_;
  std::string package_;
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_STEP_FLAGS_H_
