// The command tree of `ytt`.

#ifndef PKGREPO_CLI_YTT_COMMANDS_H_
#define PKGREPO_CLI_YTT_COMMANDS_H_

#include "cli/command.h"

namespace pkgrepo::cli {

// The root, which templates, with all commands below it.
Command MakeYttCommand();

Command MakeYttTemplateCommand();
Command MakeYttFmtCommand();

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_YTT_COMMANDS_H_
