// Rows of words for a person, in columns.

#ifndef PKGREPO_CLI_GRAPH_COLUMNS_H_
#define PKGREPO_CLI_GRAPH_COLUMNS_H_

#include <ostream>
#include <string>
#include <vector>

namespace pkgrepo::cli {

using Row = std::vector<std::string>;

// Each column is as wide as its longest word, with two blanks behind it; `indentation` stands ahead of each row, which all have
// as many words as the first.
void PrintColumns(const std::vector<Row>& rows, std::ostream& out, const std::string& indentation = "");

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_COLUMNS_H_
