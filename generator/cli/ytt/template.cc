#include <memory>

#include "cli/ytt/commands.h"
#include "cli/ytt/template_options.h"
#include "cli/ytt/template_run.h"

namespace pkgrepo::cli {

Command MakeYttTemplateCommand() {
  auto options = std::make_shared<TemplateCommandOptions>();
  Command command{.name = "template",
                  .aliases = {"t", "tpl"},
                  .summary = "Render templates; the old spelling of ytt without a command"};
  options->Declare(command.flags);
  command.run = [options](const Invocation& invocation) { return RunTemplateCommand(*options, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
