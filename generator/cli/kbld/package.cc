#include <ostream>

#include "base/error.h"
#include "cli/kbld/commands.h"
#include "cli/kbld/relocation_flags.h"
#include "kbld/manifests.h"
#include "kbld/relocation.h"

namespace pkgrepo::cli {
namespace {

struct PackageOptions {
  KbldRelocationFlags common;
  std::string output;
};

int Package(const PackageOptions& options, const UiFlags& ui_flags, const Invocation& invocation) {
  if (options.output.empty()) throw Error("Expected 'output' flag to be non-empty");
  kbld::Inputs inputs = ReadKbldInputs(options.common.input, invocation);
  const RegistryByFlags connection(options.common.input.registry, RegistryTool::kKbld);
  kbld::PackageImages(kbld::FindAllImages(inputs.resources, inputs.config.AllSearchRules()), options.output,
                      connection.client(), options.common.MakeOptions("package", invocation));
  Ui(ui_flags, invocation.out).Finish();
  return 0;
}

}  // namespace

Command MakeKbldPackageCommand(const SharedUiFlags& ui) {
  auto options = std::make_shared<PackageOptions>();
  Command command{.name = "package",
                  .aliases = {"pkg"},
                  .summary = "Write all images of the inputs to a tar file",
                  .deprecated =
                      "please use 'imgpkg push', learn more in "
                      "https://carvel.dev/imgpkg/docs/latest/commands/#push"};
  options->common.Declare(command.flags);
  command.flags.String(&options->output, "output", 'o', "Write this tar file; required");
  command.run = [options, ui](const Invocation& invocation) { return Package(*options, *ui, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
