// Flags that the steps of the graph share.

#ifndef PKGREPO_CLI_GRAPH_STEP_FLAGS_H_
#define PKGREPO_CLI_GRAPH_STEP_FLAGS_H_

#include <string>

#include "cli/flags.h"
#include "packaging/package_folders.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::cli {

// Throws UsageError("--NAME is missing") if `value` is empty.
void RequireFlag(const std::string& value, const std::string& name);

// --depfile.
void DeclareDepfile(std::string* depfile, FlagSet& flags);

// --cache.
void DeclareCache(std::string* cache, FlagSet& flags);

// An example of a step of one package version for its help; `more` are flags of its own.
std::string StepExample(const std::string& command, const std::string& more = "");

// The flags of a step of one package version.
class StepFlags {
 public:
  // Complete once Require() was called.
  packaging::PackageFolders folders;
  std::string depfile;

  // `this` must outlive the set. What is no step of the build writes no dependency file.
  void Declare(FlagSet& flags);
  void DeclareWithoutDepfile(FlagSet& flags);
  // Completes `folders`. Returns itself. Throws Error if --source or --output-dir is missing.
  const StepFlags& Require();

 private:
  std::string source_;
  std::string bundle_;
  std::string package_;
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_STEP_FLAGS_H_
