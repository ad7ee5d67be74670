#include <ostream>

#include "cli/ytt/commands.h"
#include "cli/ytt/completion_scripts.h"

namespace pkgrepo::cli {
namespace {

Command MakeShellCommand(const std::string& shell, const std::string& script) {
  Command command{.name = shell, .summary = "Print the completion script for " + shell};
  command.run = [script](const Invocation& invocation) {
    invocation.out << script;
    return 0;
  };
  return command;
}

}  // namespace

Command MakeYttCompletionCommand(const Command& root) {
  Command command{.name = "completion",
                  .summary = "Print a script that completes the words of this command in a shell",
                  .description = "Prints a script that completes the words of " + root.name +
                                 " in a shell.\nLoad it as the comment at its head says."};
  command.commands = {MakeShellCommand("bash", BashCompletion(root)),
                      MakeShellCommand("fish", FishCompletion(root)),
                      MakeShellCommand("zsh", ZshCompletion(root))};
  return command;
}

}  // namespace pkgrepo::cli
