// Tables as text, in the two forms that the Carvel tools print.

#ifndef PKGREPO_CLI_TABLE_TEXT_H_
#define PKGREPO_CLI_TABLE_TEXT_H_

#include <string>

#include "cli/ui.h"

namespace pkgrepo::cli {

// For a person: title, header, rows with two blanks after each cell, "N things".
std::string FormatTableForTerminal(const Table& table);
// For a program: rows alone, a tab after each cell.
std::string FormatTableForPipe(const Table& table);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_TABLE_TEXT_H_
