// What kbld's package, unpackage and relocate have in common.

#ifndef PKGREPO_CLI_KBLD_RELOCATION_FLAGS_H_
#define PKGREPO_CLI_KBLD_RELOCATION_FLAGS_H_

#include <string>

#include "cli/kbld/input_flags.h"
#include "cli/ui.h"
#include "kbld/relocation.h"

namespace pkgrepo::cli {

struct KbldRelocationFlags {
  KbldInputFlags input;
  int concurrency = 5;

  // `this` must outlive the set.
  void Declare(FlagSet& flags);
  // Progress goes to standard error, as "package | …".
  kbld::RelocationOptions MakeOptions(const std::string& command, const Invocation& invocation) const;
};

// Where images go, and where that is recorded.
struct KbldDestinationFlags {
  std::string repository;
  std::string lock_output;

  // `this` must outlive the set.
  void Declare(FlagSet& flags);
};

// Prints the resources with the images where they are now, and writes the lock if one is asked for.
void PrintRelocated(kbld::Inputs inputs, const kbld::ResolvedImages& images,
                    const KbldDestinationFlags& destination, const UiFlags& ui, const Invocation& invocation);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_KBLD_RELOCATION_FLAGS_H_
