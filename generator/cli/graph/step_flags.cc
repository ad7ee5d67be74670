#include "cli/graph/step_flags.h"

#include "base/error.h"

namespace pkgrepo::cli {

void RequireFlag(const std::string& value, const std::string& name) {
  if (value.empty()) throw Error("--" + name + " is missing");
}

void StepFlags::Declare(FlagSet& flags) {
  flags.String(&source, "source", 0, "Folder of the package version, which holds bundle/ and test/");
  flags.String(&output, "output", 0, "Folder of the package version in the build tree");
  flags.String(&depfile, "depfile", 0, "File to write the inputs to that were found on the way");
}

void StepFlags::Require() const {
  RequireFlag(source, "source");
  RequireFlag(output, "output");
}

}  // namespace pkgrepo::cli
