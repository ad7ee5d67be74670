// What `ytt` does: from files and flags to documents.

#ifndef PKGREPO_CLI_YTT_TEMPLATE_RUN_H_
#define PKGREPO_CLI_YTT_TEMPLATE_RUN_H_

#include "cli/command.h"
#include "cli/ytt/template_options.h"

namespace pkgrepo::cli {

// Returns the exit status; throws Error.
int RunTemplateCommand(const TemplateCommandOptions& options, const Invocation& invocation);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_YTT_TEMPLATE_RUN_H_
