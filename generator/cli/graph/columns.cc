#include "cli/graph/columns.h"

#include <algorithm>

namespace pkgrepo::cli {

void PrintColumns(const std::vector<Row>& rows, std::ostream& out, const std::string& indentation) {
  std::vector<size_t> widths(rows.empty() ? 0 : rows[0].size());
  for (const Row& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const Row& row : rows) {
    std::string line = indentation;
    for (size_t i = 0; i < row.size(); ++i) {
      line += row[i] + (i + 1 < row.size() ? std::string(widths[i] - row[i].size() + 2, ' ') : "");
    }
    out << line << "\n";
  }
}

}  // namespace pkgrepo::cli
