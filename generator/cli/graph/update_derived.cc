// pkgrepo update-derived: makes committed files what their commands give.

#include <memory>
#include <ostream>

#include "cli/graph/commands.h"
#include "cli/graph/derived_sets.h"
#include "derived/derived_files.h"
#include "derived/derived_results.h"

namespace pkgrepo::cli {
namespace {

int Run(const DerivedSetFlags& sets, std::ostream& out) {
  RealFileSystem disk;
  for (const DerivedSet& set : sets.Read(disk)) {
    const derived::DerivedFiles made = derived::ReadResults(set.folder, disk);
    for (const std::string& path : derived::WriteToSourceTree(set.specification, made, disk)) {
      out << (made.contains(path) ? "Wrote " : "Removed ") << JoinPath(set.specification.source_tree, path)
          << "\n";
    }
  }
  return 0;
}

}  // namespace

Command MakeUpdateDerivedCommand() {
  auto sets = std::make_shared<DerivedSetFlags>();
  Command command{
      .name = "update-derived",
      .summary = "Make committed files what their commands give",
      .description = "Writes what `pkgrepo derive` has made to the source tree, where that differs.",
      .examples = "  pkgrepo update-derived --tree build/carvel --name crds"};
  sets->Declare(command.flags);
  command.run = [sets](const Invocation& invocation) { return Run(*sets, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
