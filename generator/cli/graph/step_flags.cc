#include "cli/graph/step_flags.h"

#include "base/error.h"

namespace pkgrepo::cli {

void RequireFlag(const std::string& value, const std::string& name) {
  if (value.empty()) throw Error("--" + name + " is missing");
}

void StepFlags::Declare(FlagSet& flags) {
  flags.String(&source_, "source", 0, "Folder of the package version: package.yaml, test/");
  flags.String(&bundle_, "bundle", 0, "Folder of what is bundled (default: SOURCE/bundle)");
  flags.String(&package_, "package", 0, "File of the Package (default: SOURCE/package.yaml)");
  flags.String(&folders.output, "output-dir", 0, "Folder of the package version in the build tree");
  flags.String(&depfile, "depfile", 0, "File to write the inputs to that were found on the way");
}

void StepFlags::Require() {
  RequireFlag(source_, "source");
  RequireFlag(folders.output, "output-dir");
  folders.source = packaging::SourceTree(source_, bundle_, package_);
}

}  // namespace pkgrepo::cli
