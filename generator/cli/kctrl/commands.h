// `kctrl` and its commands: those that author packages, which need no cluster.

#ifndef PKGREPO_CLI_KCTRL_COMMANDS_H_
#define PKGREPO_CLI_KCTRL_COMMANDS_H_

#include <functional>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/ui.h"

namespace pkgrepo::cli {

// The whole tool.
Command MakeKctrlCommand();

// Its parts, each in a file of its own. They print as `ui` says, which all of them share.
using SharedUiFlags = std::shared_ptr<UiFlags>;
Command MakeKctrlPackageInitCommand(const SharedUiFlags& ui);
Command MakeKctrlPackageReleaseCommand(const SharedUiFlags& ui);
Command MakeKctrlRepositoryReleaseCommand(const SharedUiFlags& ui);

// Runs a command in the folder `directory` ("" is the working directory): prints what it throws as kctrl does. Returns the
// exit status.
int RunKctrl(const std::string& directory, Ui& ui, const Invocation& invocation,
             const std::function<void()>& command);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_KCTRL_COMMANDS_H_
