#include "base/error.h"
#include "cli/kbld/commands.h"
#include "cli/kbld/relocation_flags.h"
#include "kbld/manifests.h"
#include "kbld/relocation.h"

namespace pkgrepo::cli {
namespace {

struct RelocateOptions {
  KbldRelocationFlags common;
  KbldDestinationFlags destination;
};

int Relocate(const RelocateOptions& options, const UiFlags& ui_flags, const Invocation& invocation) {
  if (options.destination.repository.empty()) throw Error("Expected repository flag to be non-empty");
  if (options.common.input.files.empty()) throw Error("Expected at least one input file");
  kbld::Inputs inputs = ReadKbldInputs(options.common.input, invocation);
  const RegistryByFlags connection(options.common.input.registry, RegistryTool::kKbld);
  std::vector<std::string> references = kbld::FindAllImages(inputs.resources, inputs.config.AllSearchRules());
  kbld::RequireDigestReferences(references);
  oci::Repository repository = kbld::ParseDestination(options.destination.repository);
  kbld::ResolvedImages images = kbld::RelocateImages(references, repository, connection.client(),
                                                     options.common.MakeOptions("relocate", invocation));
  PrintRelocated(std::move(inputs), images, options.destination, ui_flags, invocation);
  return 0;
}

}  // namespace

Command MakeKbldRelocateCommand(const SharedUiFlags& ui) {
  auto options = std::make_shared<RelocateOptions>();
  Command command{.name = "relocate",
                  .summary = "Copy all images of the inputs to a repository",
                  .deprecated =
                      "please use 'imgpkg copy', learn more in "
                      "https://carvel.dev/imgpkg/docs/latest/commands/#copy"};
  options->common.Declare(command.flags);
  options->destination.Declare(command.flags);
  command.run = [options, ui](const Invocation& invocation) { return Relocate(*options, *ui, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
