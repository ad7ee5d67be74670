#include "cli/standard_commands.h"

#include <algorithm>
#include <ostream>
#include <vector>

#include "base/strings.h"
#include "cli/completion_scripts.h"

namespace pkgrepo::cli {
namespace {

Command MakeShellCommand(const std::string& tool, const ShellCompletion& completion) {
  const std::string shell(completion.shell);
  auto words_alone = std::make_shared<bool>(false);
  Command command{.name = shell,
                  .summary = "Print the completion script for " + shell,
                  .description = "Prints the completion script for " + shell +
                                 ".\nLoad it as the comment at its head says.",
                  .takes_arguments = true};
  command.flags.Bool(words_alone.get(), "no-descriptions", 0, "Leave out what commands and flags are for");
  command.run = [=](const Invocation& invocation) {
    if (!invocation.arguments.empty()) {
      throw UsageError("unknown command \"" + invocation.arguments[0] + "\" for \"" + tool + " completion " +
                       shell + "\"");
    }
    invocation.out << completion.make_script(*invocation.path.front(), !*words_alone);
    return 0;
  };
  return command;
}

}  // namespace

Command MakeHelpCommand(bool says_succeeded) {
  Command command{.name = "help",
                  .summary = "Help about any command",
                  .description = "Prints the help page of the command that its words name.",
                  .usage = "[command] [flags]",
                  .takes_arguments = true};
  command.run = [says_succeeded](const Invocation& invocation) {
    std::vector<std::string> words = invocation.arguments;
    invocation.out << FormatHelp(FindCommand(*invocation.path.front(), words));
    if (says_succeeded) invocation.out << "\nSucceeded\n";
    return 0;
  };
  return command;
}

Command MakeVersionCommand(const std::string& tool, const std::string& version,
                           const std::shared_ptr<UiFlags>& ui) {
  Command command{.name = "version",
                  .summary = "Print the version of " + tool + " that this command behaves as"};
  command.run = [=](const Invocation& invocation) {
    Ui output(*ui, invocation.out);
    output.PrintBlock(tool + " version " + version + "\n");
    output.Finish();
    return 0;
  };
  return command;
}

Command MakeCompletionCommand(const std::string& tool) {
  Command command{.name = "completion",
                  .summary = "Print a script that completes the words of this command in a shell",
                  .description = "Prints a script that completes the words of " + tool + " in a shell.",
                  .takes_arguments = true};
  for (const ShellCompletion& completion : kShellCompletions) {
    command.commands.push_back(MakeShellCommand(tool, completion));
  }
  return command;
}

int RefuseToRunGroup(const Invocation& invocation) {
  std::vector<std::string> names;
  for (const Command& child : invocation.path.back()->commands) names.push_back(child.name);
  std::sort(names.begin(), names.end());
  throw UsageError("Use one of available subcommands: " + Join(names, ", "));
}

int RefuseWithHelp(const Invocation& invocation) {
  invocation.out << FormatHelp(invocation.path);
  throw UsageError("Invalid command - see available commands/subcommands above");
}

}  // namespace pkgrepo::cli
