#include "cli/vendir/commands.h"
#include "vendir/config.h"

namespace pkgrepo::cli {

Command MakeVendirVersionCommand(const SharedUiFlags& ui) {
  Command command{.name = "version", .summary = "Print the version of vendir that this command behaves as"};
  command.run = [ui](const Invocation& invocation) {
    Ui output(*ui, invocation.out);
    output.PrintBlock("vendir version " + std::string(vendir::kVendirVersion) + "\n");
    output.Finish();
    return 0;
  };
  return command;
}

}  // namespace pkgrepo::cli
