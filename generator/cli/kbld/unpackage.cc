#include "base/error.h"
#include "cli/kbld/commands.h"
#include "cli/kbld/relocation_flags.h"
#include "kbld/manifests.h"
#include "kbld/relocation.h"

namespace pkgrepo::cli {
namespace {

struct UnpackageOptions {
  KbldRelocationFlags common;
  KbldDestinationFlags destination;
  std::string input;
};

int Unpackage(const UnpackageOptions& options, const UiFlags& ui_flags, const Invocation& invocation) {
  if (options.input.empty()) throw Error("Expected 'input' flag to be non-empty");
  if (options.destination.repository.empty()) throw Error("Expected 'repository' flag to be non-empty");
  oci::Repository repository = kbld::ParseDestination(options.destination.repository);
  kbld::Inputs inputs = ReadKbldInputs(options.common.input, invocation);
  const RegistryByFlags connection(options.common.input.registry, RegistryTool::kKbld);
  kbld::ResolvedImages images = kbld::UnpackageImages(options.input, repository, connection.client(),
                                                      options.common.MakeOptions("unpackage", invocation));
  PrintRelocated(std::move(inputs), images, options.destination, ui_flags, invocation);
  return 0;
}

}  // namespace

Command MakeKbldUnpackageCommand(const SharedUiFlags& ui) {
  auto options = std::make_shared<UnpackageOptions>();
  Command command{.name = "unpackage",
                  .aliases = {"unpkg"},
                  .summary = "Push the images in a tar file to a repository",
                  .deprecated =
                      "please use 'imgpkg pull', learn more in "
                      "https://carvel.dev/imgpkg/docs/latest/commands/#pull"};
  options->common.Declare(command.flags);
  options->destination.Declare(command.flags);
  command.flags.String(&options->input, "input", 'i', "Read this tar file; required");
  command.run = [options, ui](const Invocation& invocation) { return Unpackage(*options, *ui, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
