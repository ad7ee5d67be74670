#include "cli/vendir/commands.h"
#include "vendir/config.h"

namespace pkgrepo::cli {

Command MakeVendirCommand() {
  auto ui = std::make_shared<UiFlags>();
  Command root{.name = "vendir",
               .summary = "vendir allows to declaratively state what should be in a directory",
               .description =
                   "vendir allows to declaratively state what should be in a directory "
                   "(sync, tools, version)",
               .version = vendir::kVendirVersion};
  root.says_succeeded = true;
  ui->Declare(root.global_flags);
  root.global_flags.Hide("debug");  // other tools have it
  Command tools{.name = "tools", .aliases = {"t"}, .summary = "Tools (sort-semver)"};
  tools.commands = {MakeVendirSortSemverCommand(ui)};
  root.commands = {MakeVendirSyncCommand(ui), std::move(tools), MakeVendirVersionCommand(ui)};
  return root;
}

}  // namespace pkgrepo::cli
