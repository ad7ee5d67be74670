#include "cli/kbld/commands.h"
#include "kbld/config.h"

namespace pkgrepo::cli {
namespace {

// Those of UiFlags::Declare without --debug, which kbld does not have.
void DeclareUiFlags(UiFlags* ui, FlagSet& flags) {
  flags.Bool(&ui->color, "color", 0, "Set color output");
  flags.Strings(&ui->columns, "column", 0, "Filter to show only given columns");
  flags.Bool(&ui->json, "json", 0, "Output as JSON");
  flags.Bool(&ui->tty, "tty", 0, "Force TTY-like output");
  flags.Bool(&ui->yes, "yes", 'y', "Assume yes for any prompt");
}

}  // namespace

Command MakeKbldCommand() {
  auto ui = std::make_shared<UiFlags>();
  Command root = MakeKbldResolveCommand(ui);
  root.version = std::string(kbld::kVersion);
  root.says_succeeded = true;
  DeclareUiFlags(ui.get(), root.global_flags);
  root.commands = {MakeKbldInspectCommand(ui), MakeKbldPackageCommand(ui), MakeKbldUnpackageCommand(ui),
                   MakeKbldRelocateCommand(ui), MakeKbldVersionCommand(ui)};
  return root;
}

}  // namespace pkgrepo::cli
