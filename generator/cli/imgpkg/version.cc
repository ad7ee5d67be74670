#include "cli/imgpkg/commands.h"

namespace pkgrepo::cli {

Command MakeImgpkgVersionCommand(const SharedUiFlags& ui) {
  Command command{.name = "version", .summary = "Print the version of imgpkg that this command behaves as"};
  command.run = [ui](const Invocation& invocation) {
    Ui output(*ui, invocation.out);
    output.PrintBlock("imgpkg version " + std::string(kImgpkgVersion) + "\n");
    output.Finish();
    return 0;
  };
  return command;
}

}  // namespace pkgrepo::cli
