// `imgpkg completion`, which takes the shell as an argument (the other tools have a command for each).

#include <algorithm>
#include <ostream>

#include "cli/completion_scripts.h"
#include "cli/imgpkg/commands.h"

namespace pkgrepo::cli {
namespace {

int Complete(const UiFlags& ui, const Invocation& invocation) {
  const std::vector<std::string>& words = invocation.arguments;
  if (words.size() != 1) throw UsageError("accepts 1 arg(s), received " + std::to_string(words.size()));
  const auto completion = std::find_if(kShellCompletions.begin(), kShellCompletions.end(),
                                       [&](const ShellCompletion& known) { return known.shell == words[0]; });
  if (completion == kShellCompletions.end()) {
    throw UsageError("invalid argument \"" + words[0] + "\" for \"imgpkg completion\"");
  }
  invocation.out << completion->make_script(*invocation.path.front(), /*descriptions=*/true);
  Ui(ui, invocation.out).Finish();
  return 0;
}

}  // namespace

Command MakeImgpkgCompletionCommand(const SharedUiFlags& ui) {
  Command command{.name = "completion",
                  .summary = "Print a script that completes the words of this command in a shell",
                  .description =
                      "Prints a script that completes the words of imgpkg in a shell.\n"
                      "Load it as the comment at its head says.",
                  .usage = "[bash|zsh|fish|powershell]",
                  .takes_arguments = true};
  command.run = [ui](const Invocation& invocation) { return Complete(*ui, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
