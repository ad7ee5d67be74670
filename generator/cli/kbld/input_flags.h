// The flags that all of kbld's commands with inputs share, and what is read through them.

#ifndef PKGREPO_CLI_KBLD_INPUT_FLAGS_H_
#define PKGREPO_CLI_KBLD_INPUT_FLAGS_H_

#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/registry_flags.h"
#include "kbld/config.h"

namespace pkgrepo::cli {

struct KbldInputFlags {
  std::vector<std::string> files;
  // Accepted for compatibility: the order of the inputs decides, as upstream.
  bool sort = true;
  RegistryFlags registry;

  // `this` must outlive the set.
  void Declare(FlagSet& flags);
};

// Reads all inputs. URLs are fetched as if no flag said anything of registries.
kbld::Inputs ReadKbldInputs(const KbldInputFlags& flags, const Invocation& invocation);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_KBLD_INPUT_FLAGS_H_
