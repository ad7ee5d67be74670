// Scripts that complete a command line, made from the commands themselves.

#ifndef PKGREPO_CLI_YTT_COMPLETION_SCRIPTS_H_
#define PKGREPO_CLI_YTT_COMPLETION_SCRIPTS_H_

#include <string>

#include "cli/command.h"

namespace pkgrepo::cli {

// Each completes the commands below `root`, their flags, and file names elsewhere. To be sourced by the
// shell.
std::string BashCompletion(const Command& root);
std::string ZshCompletion(const Command& root);
std::string FishCompletion(const Command& root);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_YTT_COMPLETION_SCRIPTS_H_
