// `vendir` and its commands.

#ifndef PKGREPO_CLI_VENDIR_COMMANDS_H_
#define PKGREPO_CLI_VENDIR_COMMANDS_H_

#include <memory>

#include "cli/command.h"
#include "cli/ui.h"

namespace pkgrepo::cli {

Command MakeVendirCommand();

using SharedUiFlags = std::shared_ptr<UiFlags>;

Command MakeVendirSyncCommand(const SharedUiFlags& ui);
Command MakeVendirSortSemverCommand(const SharedUiFlags& ui);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_VENDIR_COMMANDS_H_
