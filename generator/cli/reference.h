// The reference page of all commands, made from what they declare.

#ifndef PKGREPO_CLI_REFERENCE_H_
#define PKGREPO_CLI_REFERENCE_H_

#include <string>

#include "cli/command.h"

namespace pkgrepo::cli {

// Markdown: one heading for each command below `root` that is not hidden, in order of their names, with its help page.
std::string FormatReference(const Command& root);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_REFERENCE_H_
