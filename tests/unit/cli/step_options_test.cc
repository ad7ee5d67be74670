// The table of steps (packaging/step_table.h) and the commands agree.

#include <doctest/doctest.h>

#include <algorithm>

#include "base/strings.h"
#include "cli/graph/commands.h"
#include "packaging/step_table.h"

namespace pkgrepo::cli {
namespace {

// The flags in the words of CMake that follow a command.
std::vector<std::string> FlagsIn(const std::string& options) {
  std::vector<std::string> names;
  for (std::string_view word : Split(options, ' ')) {
    if (word.starts_with("--") && word.size() > 2) names.emplace_back(word.substr(2));
  }
  return names;
}

void CheckFlags(std::string_view name, const std::string& options) {
  const std::vector<Command> commands = MakeGraphCommands();
  const auto command = std::find_if(commands.begin(), commands.end(),
                                    [&](const Command& known) { return known.name == name; });
  REQUIRE_MESSAGE(command != commands.end(), name);
  for (const std::string& flag : FlagsIn(options)) {
    CHECK_MESSAGE(command->flags.Find(flag) != nullptr, (std::string(name) + " --" + flag));
  }
}

TEST_CASE("The flags that CMake gives to a step are those of its command") {
  for (const packaging::Step& step : packaging::Steps()) {
    CheckFlags(step.command, step.options);
    const bool writes_depfile = step.owner != packaging::StepOwner::kProject;
    if (writes_depfile) CheckFlags(step.command, "--depfile x");
  }
  for (const packaging::Action& action : packaging::Actions()) CheckFlags(action.command, action.options);
}

}  // namespace
}  // namespace pkgrepo::cli
