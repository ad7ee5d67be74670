#include "base/original_versions.h"
#include "cli/kbld/commands.h"
#include "cli/standard_commands.h"

namespace pkgrepo::cli {
namespace {

// Those of UiFlags::Declare without --debug, which kbld does not have.
void DeclareUiFlags(UiFlags* ui, FlagSet& flags) {
  flags.Bool(&ui->color, "color", 0, "Accepted for compatibility; the output has no colors");
  flags.Strings(&ui->columns, "column", 0,
                "Print only these columns of a table; comma-separated or repeated");
  flags.Bool(&ui->json, "json", 0, "Print everything as one JSON document at the end");
  flags.Bool(&ui->tty, "tty", 0, "Print progress and framed tables, as on a terminal");
  flags.Bool(&ui->yes, "yes", 'y', "Accepted for compatibility; nothing is ever asked");
}

}  // namespace

Command MakeKbldCommand() {
  auto ui = std::make_shared<UiFlags>();
  Command root = MakeKbldResolveCommand(ui);
  root.version = std::string(originals::kKbld.version);
  root.says_succeeded = true;
  DeclareUiFlags(ui.get(), root.global_flags);
  root.commands = {MakeKbldInspectCommand(ui),
                   MakeKbldPackageCommand(ui),
                   MakeKbldUnpackageCommand(ui),
                   MakeKbldRelocateCommand(ui),
                   MakeVersionCommand("kbld", root.version, ui),
                   MakeHelpCommand(/*says_succeeded=*/true)};
  return root;
}

}  // namespace pkgrepo::cli
