#include "base/original_versions.h"
#include "cli/standard_commands.h"
#include "cli/vendir/commands.h"

namespace pkgrepo::cli {

Command MakeVendirCommand() {
  auto ui = std::make_shared<UiFlags>();
  Command root{.name = "vendir",
               .summary = "Fill directories with contents from elsewhere, as a file declares",
               .description = "Fills directories with contents from elsewhere, as a file declares.",
               .version = std::string(originals::kVendir.version)};
  root.says_succeeded = true;
  root.run = RefuseToRunGroup;
  ui->Declare(root.global_flags);
  root.global_flags.Hide("debug");  // other tools have it
  Command tools{
      .name = "tools", .aliases = {"t"}, .summary = "Small helpers around versions", .run = RefuseToRunGroup};
  tools.commands = {MakeVendirSortSemverCommand(ui)};
  root.commands = {MakeVendirSyncCommand(ui), std::move(tools), MakeCompletionCommand("vendir"),
                   MakeVersionCommand("vendir", root.version, ui), MakeHelpCommand(/*says_succeeded=*/true)};
  return root;
}

}  // namespace pkgrepo::cli
