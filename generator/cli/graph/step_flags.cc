#include "cli/graph/step_flags.h"

#include "cli/command.h"

namespace pkgrepo::cli {

void RequireFlag(const std::string& value, const std::string& name) {
  if (value.empty()) throw UsageError("--" + name + " is missing");
}

void DeclareDepfile(std::string* depfile, FlagSet& flags) {
  flags.String(depfile, "depfile", 0,
               "Write the names of all files that were read to `FILE`, for Make and Ninja");
}

void DeclareCache(std::string* cache, FlagSet& flags) {
  flags.String(cache, "cache", 0,
               "Take what was made before from the cache whose folder or URL is in `FILE`, and put there what was "
               "made now");
}

std::string StepExample(const std::string& command, const std::string& more) {
  return "  pkgrepo " + command +
         " --source packages/app/1.0.0 --output-dir build/carvel/packages/app/1.0.0" +
         (more.empty() ? "" : " ") + more;
}

void StepFlags::DeclareWithoutDepfile(FlagSet& flags) {
  flags.String(&source_, "source", 0,
               "Read the package version from `FOLDER`: package.yaml, bundle/, test/ (required)");
  flags.String(&bundle_, "bundle", 0,
               "Take `FOLDER` as the bundle (default: bundle in the folder of --source)");
  flags.String(&package_, "package", 0,
               "Take `FILE` as the Package (default: package.yaml or package.yml in the folder of --source)");
  flags.String(&folders.output, "output-dir", 0,
               "Read and write the results of the version's steps in `FOLDER` of the build tree (required)");
}

void StepFlags::Declare(FlagSet& flags) {
  DeclareWithoutDepfile(flags);
  DeclareDepfile(&depfile, flags);
}

const StepFlags& StepFlags::Require() {
  RequireFlag(source_, "source");
  RequireFlag(folders.output, "output-dir");
  folders.source = packaging::SourceTree(source_, bundle_, package_);
  return *this;
}

}  // namespace pkgrepo::cli
