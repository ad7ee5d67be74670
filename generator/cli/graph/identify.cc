// pkgrepo identify: which generator this is. Steps depend on what it writes, and not on the program's file, which a package
// manager or a fresh container gives a new time though it is the same program.

#include <memory>
#include <string>

#include "base/file_system.h"
#include "cache/build_id.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"

namespace pkgrepo::cli {

Command MakeIdentifyCommand() {
  auto output = std::make_shared<std::string>();
  Command command{.name = "identify", .summary = "Write which generator this is, on which all steps depend"};
  command.flags.String(output.get(), "output", 0, "Write it to `FILE`, unless it is there already (required)");
  command.run = [output](const Invocation&) {
    RequireFlag(*output, "output");
    RealFileSystem disk;
    disk.WriteFileIfChanged(*output, cache::BuildId() + "\n");
    return 0;
  };
  return command;
}

}  // namespace pkgrepo::cli
