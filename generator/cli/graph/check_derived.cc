// pkgrepo check-derived: committed files that are not what their commands give.

#include <memory>
#include <ostream>

#include "base/process.h"
#include "cli/graph/commands.h"
#include "cli/graph/derived_sets.h"
#include "derived/derived_files.h"
#include "derived/derived_results.h"

namespace pkgrepo::cli {
namespace {

struct CheckDerivedOptions {
  DerivedSetFlags sets;
  bool run = false;
};

derived::DerivedFiles Make(const DerivedSet& set, bool run, RealFileSystem& disk) {
  if (!run) return derived::ReadResults(set.folder, disk);
  derived::DerivedSpecification specification = set.specification;
  specification.derived_by_others.clear();  // of what is committed, which has a check of its own
  packaging::StepInputs inputs(disk);
  return derived::Derive(specification, JoinPath(set.folder, "check"), inputs, RealProcessRunner());
}

std::string Describe(const derived::Difference& difference) {
  switch (difference.kind) {
    case derived::Difference::Kind::kMissing:
      return "is missing";
    case derived::Difference::Kind::kSurplus:
      return "is in a derived folder, and its command does not make it";
    case derived::Difference::Kind::kChanged:
      break;
  }
  return "is not what its command gives";
}

int Run(const CheckDerivedOptions& options, std::ostream& out, std::ostream& err) {
  RealFileSystem disk;
  size_t count = 0;
  for (const DerivedSet& set : options.sets.Read(disk)) {
    const derived::DerivedFiles made = Make(set, options.run, disk);
    for (const derived::Difference& difference : derived::Compare(set.specification, made, disk)) {
      out << difference.diff;
      err << "pkgrepo: error: " << JoinPath(set.specification.source_tree, difference.path) << ": "
          << Describe(difference) << "; of " << set.specification.call << ": build the target " << set.name
          << "-generate, and commit the file\n";
      ++count;
    }
  }
  return count == 0 ? 0 : 1;
}

}  // namespace

Command MakeCheckDerivedCommand() {
  auto options = std::make_shared<CheckDerivedOptions>();
  Command command{
      .name = "check-derived",
      .summary = "Find committed files that are not what their commands give",
      .description =
          "Prints a difference, in the form that `git apply` takes, for each file that add_derived_files() "
          "of the CMake module declares and whose command gives another; then exits with status 1. "
          "Writes nothing to the source tree.",
      .examples =
          "  pkgrepo check-derived --tree build/carvel --run\n"
          "  pkgrepo check-derived --tree build/carvel --run | git apply"};
  options->sets.Declare(command.flags);
  command.flags.Bool(&options->run, "run", 0,
                     "Run the commands on what is committed, rather than take what the build has made");
  command.run = [options](const Invocation& invocation) {
    return Run(*options, invocation.out, invocation.err);
  };
  return command;
}

}  // namespace pkgrepo::cli
