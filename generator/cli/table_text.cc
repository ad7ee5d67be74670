#include "cli/table_text.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/strings.h"

namespace pkgrepo::cli {
namespace {

using Row = std::vector<std::string>;

constexpr std::string_view kEmptyCell = "-";

std::vector<std::string_view> CellLines(const std::string& cell) {
  return cell.empty() ? std::vector<std::string_view>{kEmptyCell} : Split(cell, '\n');
}

// Counts characters, not bytes, so that columns line up.
size_t Width(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Rows one below the other, each cell padded to its column, but the last column, which ends where it ends.
std::string FormatRows(const std::vector<Row>& rows, std::string_view separator) {
  std::vector<size_t> widths;
  for (const Row& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) {
      for (std::string_view line : CellLines(row[i])) widths[i] = std::max(widths[i], Width(line));
    }
  }
  std::string text;
  for (const Row& row : rows) {
    std::vector<std::vector<std::string_view>> cells;
    size_t height = 0;
    for (const std::string& cell : row) {
      cells.push_back(CellLines(cell));
      height = std::max(height, cells.back().size());
    }
    for (size_t line = 0; line < height; ++line) {
      for (size_t i = 0; i < cells.size(); ++i) {
        const std::string_view part = line < cells[i].size() ? cells[i][line] : "";
        text += part;
        if (i + 1 < cells.size()) text.append(widths[i] - Width(part), ' ');
        text += separator;
      }
      text += '\n';
    }
  }
  return text;
}

// One line a cell, after the title of its column if `titles`; an empty line between rows.
std::string FormatTransposed(const Table& table, std::string_view separator, bool titles) {
  std::string text;
  for (const Row& row : table.rows) {
    if (!text.empty()) text += '\n';
    std::vector<Row> lines;
    for (size_t i = 0; i < row.size(); ++i) {
      lines.push_back(titles ? Row{table.header[i], row[i]} : Row{row[i]});
    }
    text += FormatRows(lines, separator);
  }
  return text;
}

}  // namespace

std::string FormatTableForTerminal(const Table& table) {
  std::string text = table.title + "\n\n";
  if (table.transpose) {
    text += FormatTransposed(table, "  ", true);
  } else {
    std::vector<Row> rows = {table.header};
    rows.insert(rows.end(), table.rows.begin(), table.rows.end());
    text += FormatRows(rows, "  ");
  }
  if (table.content.empty()) return text;
  return text + "\n" + std::to_string(table.rows.size()) + " " + table.content + "\n";
}

std::string FormatTableForPipe(const Table& table) {
  return table.transpose ? FormatTransposed(table, "\t", false) : FormatRows(table.rows, "\t");
}

}  // namespace pkgrepo::cli
