// `kbld` and its commands.

#ifndef PKGREPO_CLI_KBLD_COMMANDS_H_
#define PKGREPO_CLI_KBLD_COMMANDS_H_

#include <memory>

#include "cli/command.h"
#include "cli/ui.h"

namespace pkgrepo::cli {

// The whole tool.
Command MakeKbldCommand();

// Its parts, each in a file of its own. They print as `ui` says, which all of them share.
using SharedUiFlags = std::shared_ptr<UiFlags>;
// What `kbld` does without a further word; flags, and not a name of its own.
Command MakeKbldResolveCommand(const SharedUiFlags& ui);
Command MakeKbldInspectCommand(const SharedUiFlags& ui);
Command MakeKbldPackageCommand(const SharedUiFlags& ui);
Command MakeKbldUnpackageCommand(const SharedUiFlags& ui);
Command MakeKbldRelocateCommand(const SharedUiFlags& ui);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_KBLD_COMMANDS_H_
