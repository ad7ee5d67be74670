// pkgrepo derive: runs a command that derives files, in a copy of what it depends on.

#include <memory>

#include "base/process.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "derived/derived_files.h"
#include "derived/derived_results.h"

namespace pkgrepo::cli {
namespace {

struct DeriveOptions {
  std::string specification;
  std::string output;
  std::string depfile;
};

int Run(const DeriveOptions& options) {
  RequireFlag(options.specification, "specification");
  RequireFlag(options.output, "output-dir");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const derived::DerivedSpecification specification =
      derived::DerivedSpecification::Parse(options.specification, inputs.Read(options.specification));
  const derived::DerivedFiles made =
      derived::Derive(specification, JoinPath(options.output, "copy"), inputs, RealProcessRunner());
  derived::WriteResults(made, options.output, inputs);
  inputs.WriteDepfile(options.depfile, JoinPath(options.output, derived::kOutputList));
  return 0;
}

}  // namespace

Command MakeDeriveCommand() {
  auto options = std::make_shared<DeriveOptions>();
  Command command{.name = "derive",
                  .summary = "Run a command that derives files, in a copy of what it depends on",
                  .description =
                      "Makes what add_derived_files() of the CMake module declares, in the build tree. The "
                      "command runs in a copy "
                      "of its part of the source tree, with nothing in it but what it declares to depend on.",
                  .examples =
                      "  pkgrepo derive --specification build/carvel/derived/crds/specification \\\n"
                      "    --output-dir build/carvel/derived/crds"};
  FlagSet& flags = command.flags;
  flags.String(&options->specification, "specification", 0,
               "Read what is to be derived in `FILE` (required)");
  flags.String(&options->output, "output-dir", 0, "Write the files to `FOLDER` of the build tree (required)");
  DeclareDepfile(&options->depfile, flags);
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
