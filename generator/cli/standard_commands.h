// Commands that several of the tools have.

#ifndef PKGREPO_CLI_STANDARD_COMMANDS_H_
#define PKGREPO_CLI_STANDARD_COMMANDS_H_

#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/ui.h"

namespace pkgrepo::cli {

// `tool help a b` is the help of `tool a b`, or of as much of it as there is.
Command MakeHelpCommand(bool says_succeeded = false);

// Prints "TOOL version VERSION".
Command MakeVersionCommand(const std::string& tool, const std::string& version,
                           const std::shared_ptr<UiFlags>& ui = std::make_shared<UiFlags>());

// `completion bash` and so on, each a command, as cobra makes them.
Command MakeCompletionCommand(const std::string& tool);

// What a command does that only groups others: tells their names. Throws UsageError.
int RefuseToRunGroup(const Invocation& invocation);

// The same by the help page. Throws UsageError.
int RefuseWithHelp(const Invocation& invocation);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_STANDARD_COMMANDS_H_
