// The command tree of `ytt`.

#ifndef PKGREPO_CLI_YTT_COMMANDS_H_
#define PKGREPO_CLI_YTT_COMMANDS_H_

#include "cli/command.h"

namespace pkgrepo::cli {

// The root, which templates, with all commands below it.
Command MakeYttCommand();

Command MakeYttTemplateCommand();
Command MakeYttFmtCommand();
Command MakeYttVersionCommand();
// `root` is what completions are made from: without the completion command itself.
Command MakeYttCompletionCommand(const Command& root);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_YTT_COMMANDS_H_
