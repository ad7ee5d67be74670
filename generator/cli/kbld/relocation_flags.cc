#include "cli/kbld/relocation_flags.h"

#include <ostream>

#include "cli/kbld/write_lock.h"
#include "kbld/manifests.h"

namespace pkgrepo::cli {

void KbldRelocationFlags::Declare(FlagSet& flags) {
  input.Declare(flags);
  flags.Int(&concurrency, "concurrency", 0, "Transfer this many images at the same time");
}

kbld::RelocationOptions KbldRelocationFlags::MakeOptions(const std::string& command,
                                                         const Invocation& invocation) const {
  return {.concurrency = concurrency, .progress = [command, &err = invocation.err](const std::string& line) {
            err << command << " | " << line << "\n";
          }};
}

void KbldDestinationFlags::Declare(FlagSet& flags) {
  flags.String(&lock_output, "lock-output", 0,
               "Write to this file a kbld configuration that maps each image to its digest");
  flags.String(&repository, "repository", 'r',
               "Copy the images to this repository (example: registry.example.com/app); required");
}

void PrintRelocated(kbld::Inputs inputs, const kbld::ResolvedImages& images,
                    const KbldDestinationFlags& destination, const UiFlags& ui_flags,
                    const Invocation& invocation) {
  std::vector<kbld::SearchRule> rules = inputs.config.AllSearchRules();
  kbld::RequireImages(kbld::FindAllImages(inputs.resources, rules), images);
  kbld::ReplaceImages(images, rules, /*annotate=*/false, &inputs.resources);
  if (!destination.lock_output.empty()) {
    WriteKbldLock(destination.lock_output, kbld::PrintConfigLock(images, inputs.config.search_rules),
                  "Writing lock config");
  }
  Ui ui(ui_flags, invocation.out);
  for (const std::string& text : kbld::PrintResources(inputs.resources)) ui.PrintBlock(text);
  ui.Finish();
}

}  // namespace pkgrepo::cli
