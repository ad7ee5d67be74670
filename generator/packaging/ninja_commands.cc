#include "packaging/ninja_commands.h"

#include "base/error.h"
#include "base/process.h"
#include "packaging/records.h"

namespace pkgrepo::packaging {

NinjaCommands ReadNinjaCommands(const std::string& build, const std::string& ninja) {
  const ProcessResult result = RealProcessRunner().Run(
      {.arguments = {ninja, "-C", build, "-t", "compdb"}, .directory = "", .input = "", .environment = {}});
  if (result.status != 0) throw Error("Ninja does not list its commands").Note(result.error_output);
  NinjaCommands commands;
  ReadRecord("ninja -t compdb", result.output, [&](const nlohmann::json& entries) {
    for (const nlohmann::json& entry : entries) {
      std::string command = entry.at("command");
      if (!command.empty()) commands[entry.at("output")] = std::move(command);
    }
  });
  return commands;
}

}  // namespace pkgrepo::packaging
