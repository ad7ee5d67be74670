#include <ostream>

#include "cli/ytt/commands.h"
#include "cli/ytt/completion_scripts.h"

namespace pkgrepo::cli {
namespace {

Command MakeShellCommand(const std::string& shell, const std::string& script) {
  Command command{.name = shell, .summary = "Generate the autocompletion script for " + shell};
  command.run = [script](const Invocation& invocation) {
    invocation.out << script;
    return 0;
  };
  return command;
}

}  // namespace

Command MakeYttCompletionCommand(const Command& root) {
  Command command{
      .name = "completion",
      .summary = "Generate the autocompletion script for the specified shell",
      .description = "Generate the autocompletion script for " + root.name +
                     " for the specified shell.\nSee each sub-command's help for details on how to use the "
                     "generated script."};
  command.commands = {MakeShellCommand("bash", BashCompletion(root)),
                      MakeShellCommand("fish", FishCompletion(root)),
                      MakeShellCommand("zsh", ZshCompletion(root))};
  return command;
}

}  // namespace pkgrepo::cli
