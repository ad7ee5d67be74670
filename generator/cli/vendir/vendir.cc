#include "cli/vendir/commands.h"
#include "vendir/config.h"

namespace pkgrepo::cli {

Command MakeVendirCommand() {
  auto ui = std::make_shared<UiFlags>();
  Command root{.name = "vendir",
               .summary = "vendir allows to declaratively state what should be in a directory",
               .version = vendir::kVendirVersion};
  root.says_succeeded = true;
  ui->Declare(root.global_flags);
  Command tools{.name = "tools", .aliases = {"t"}, .summary = "Tools (sort-semver)"};
  tools.commands = {MakeVendirSortSemverCommand(ui)};
  root.commands = {MakeVendirSyncCommand(ui), std::move(tools), MakeVendirVersionCommand(ui)};
  return root;
}

}  // namespace pkgrepo::cli
