// `imgpkg` and its commands.

#ifndef PKGREPO_CLI_IMGPKG_COMMANDS_H_
#define PKGREPO_CLI_IMGPKG_COMMANDS_H_

#include <memory>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/ui.h"

namespace pkgrepo::cli {

// The whole tool.
Command MakeImgpkgCommand();

// Its parts, each in a file of its own. They print as `ui` says, which all of them share.
using SharedUiFlags = std::shared_ptr<UiFlags>;
Command MakeImgpkgPushCommand(const SharedUiFlags& ui);
Command MakeImgpkgPullCommand(const SharedUiFlags& ui);
Command MakeImgpkgCompletionCommand(const SharedUiFlags& ui);
Command MakeImgpkgCopyCommand(const SharedUiFlags& ui);
Command MakeImgpkgDescribeCommand(const SharedUiFlags& ui);
Command MakeImgpkgTagListCommand(const SharedUiFlags& ui);
Command MakeImgpkgTagResolveCommand(const SharedUiFlags& ui);

// The text of a lock file. Throws Error("Reading path PATH: …").
std::string ReadLockFile(const std::string& path);
// Writes a lock file with mode 0600. Throws Error with `what` ("Writing bundle config: ") ahead.
void WriteLockFile(const std::string& path, std::string_view text, const std::string& what);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_IMGPKG_COMMANDS_H_
