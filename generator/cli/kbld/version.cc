#include <string>

#include "cli/kbld/commands.h"
#include "kbld/config.h"

namespace pkgrepo::cli {

Command MakeKbldVersionCommand(const SharedUiFlags& ui) {
  Command command{.name = "version", .summary = "Print the version of kbld that this command behaves as"};
  command.run = [ui](const Invocation& invocation) {
    Ui output(*ui, invocation.out);
    output.PrintBlock("kbld version " + std::string(kbld::kVersion) + "\n");
    output.Finish();
    return 0;
  };
  return command;
}

}  // namespace pkgrepo::cli
