// Scripts that let a shell complete a tool's commands and flags. The words are in the scripts: completing
// does not start the tool.

#ifndef PKGREPO_CLI_COMPLETION_SCRIPTS_H_
#define PKGREPO_CLI_COMPLETION_SCRIPTS_H_

#include <array>
#include <string>
#include <string_view>

#include "cli/command.h"

namespace pkgrepo::cli {

struct ShellCompletion {
  std::string_view shell;
  // Without `descriptions` there are words alone.
  std::string (*make_script)(const Command& root, bool descriptions);
};

std::string BashCompletion(const Command& root, bool descriptions);
std::string FishCompletion(const Command& root, bool descriptions);
std::string PowershellCompletion(const Command& root, bool descriptions);
std::string ZshCompletion(const Command& root, bool descriptions);

inline constexpr std::array kShellCompletions = {
    ShellCompletion{"bash", &BashCompletion}, ShellCompletion{"fish", &FishCompletion},
    ShellCompletion{"powershell", &PowershellCompletion}, ShellCompletion{"zsh", &ZshCompletion}};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_COMPLETION_SCRIPTS_H_
