#include "ytt/module/version.h"

#include <ostream>

#include "cli/ytt/commands.h"

namespace pkgrepo::cli {

Command MakeYttVersionCommand() {
  Command command{.name = "version", .summary = "Print the version of ytt that this command behaves as"};
  command.run = [](const Invocation& invocation) {
    invocation.out << "ytt version " << ytt::kYttVersion << "\n";
    return 0;
  };
  return command;
}

}  // namespace pkgrepo::cli
