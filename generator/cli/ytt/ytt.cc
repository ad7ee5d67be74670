#include <memory>

#include "base/original_versions.h"
#include "cli/standard_commands.h"
#include "cli/ytt/commands.h"
#include "cli/ytt/template_options.h"
#include "cli/ytt/template_run.h"

namespace pkgrepo::cli {

Command MakeYttCommand() {
  auto options = std::make_shared<TemplateCommandOptions>();
  Command command{
      .name = "ytt",
      .summary = "Render YAML and text templates, apply overlays",
      .description =
          "Renders YAML and text templates with data values, and applies overlays to the result.\n\nLanguage "
          "and data values are described at https://carvel.dev/ytt/docs/latest/",
      .version = std::string(originals::kYtt.version)};
  options->Declare(command.flags);
  command.run = [options](const Invocation& invocation) { return RunTemplateCommand(*options, invocation); };
  command.commands = {MakeYttFmtCommand(), MakeYttTemplateCommand(),
                      MakeVersionCommand("ytt", command.version), MakeCompletionCommand("ytt"),
                      MakeHelpCommand()};
  return command;
}

}  // namespace pkgrepo::cli
