#include "cli/ui.h"

#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "cli/table_text.h"
#include "go/json_text.h"

namespace pkgrepo::cli {
namespace {

// "Image URL" is known as "image_url".
std::string ColumnKey(std::string_view title) {
  std::string key = ToLower(title);
  for (char& c : key) {
    if (!IsAlphanumeric(c)) c = '_';
  }
  return key;
}

void SortRows(Table& table) {
  std::stable_sort(table.rows.begin(), table.rows.end(), [&](const auto& a, const auto& b) {
    for (size_t column : table.sort_by) {
      if (a[column] != b[column]) return a[column] < b[column];
    }
    return false;
  });
}

// Keeps the columns that --column names, in the table's order.
void SelectColumns(Table& table, const std::vector<std::string>& wanted) {
  std::vector<size_t> kept;
  for (size_t i = 0; i < table.header.size(); ++i) {
    const std::string key = ColumnKey(table.header[i]);
    if (std::any_of(wanted.begin(), wanted.end(), [&](const auto& name) { return ColumnKey(name) == key; })) {
      kept.push_back(i);
    }
  }
  for (const std::string& name : wanted) {
    if (std::none_of(table.header.begin(), table.header.end(),
                     [&](const auto& title) { return ColumnKey(title) == ColumnKey(name); })) {
      throw Error("Failed to find header: " + name);
    }
  }
  const auto select = [&](const std::vector<std::string>& all) {
    std::vector<std::string> some;
    for (size_t i : kept) some.push_back(all[i]);
    return some;
  };
  table.header = select(table.header);
  for (auto& row : table.rows) row = select(row);
}

nlohmann::ordered_json TableAsJson(const Table& table) {
  nlohmann::json header = nlohmann::json::object();  // sorts its keys, as the original does
  for (const std::string& title : table.header) header[ColumnKey(title)] = title;
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    nlohmann::json cells = nlohmann::json::object();
    for (size_t i = 0; i < row.size(); ++i) cells[ColumnKey(table.header[i])] = row[i];
    rows.emplace_back(cells);
  }
  return {{"Content", table.content}, {"Header", header}, {"Rows", rows}, {"Notes", nullptr}};
}

template <typename Item>
nlohmann::ordered_json ArrayOrNull(const std::vector<Item>& items) {
  return items.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(items);
}

}  // namespace

void UiFlags::Declare(FlagSet& flags, const std::string& yes_usage) {
  flags.Bool(&color, "color", 0, "Accepted for compatibility; the output has no colors");
  flags.Strings(&columns, "column", 0, "Print only these columns of a table; comma-separated or repeated");
  flags.Bool(&debug, "debug", 0, "Tell each request to a registry, and the answer, on standard error");
  flags.Bool(&json, "json", 0, "Print everything as one JSON document at the end");
  flags.Bool(&tty, "tty", 0, "Print progress and framed tables also where standard output is no terminal");
  flags.Bool(&yes, "yes", 'y', yes_usage);
  has_terminal = ::isatty(STDOUT_FILENO) == 1;
}

Ui::Ui(const UiFlags& flags, std::ostream& out) : flags_(flags), out_(out) {}

void Ui::PadBefore(Previous current) {
  const bool is_same = previous_ == current && current != Previous::kPadded;
  if ((flags_.IsForTerminal() || has_asked_) && previous_ != Previous::kNothing && !is_same) out_ << '\n';
  previous_ = current;
}

void Ui::PrintLine(std::string_view line) {
  if (flags_.json) {
    lines_.emplace_back(line);
  } else if (flags_.IsForTerminal()) {
    PadBefore(Previous::kPadded);
    out_ << line << '\n';
    out_.flush();
  }
}

void Ui::PrintRaw(std::string_view text) {
  if (flags_.json) {
    lines_.emplace_back(text);
  } else if (flags_.IsForTerminal()) {
    PadBefore(Previous::kRaw);
    out_ << text;
    out_.flush();
  }
}

void Ui::PrintBlock(std::string_view text) {
  if (flags_.json) {
    blocks_.emplace_back(text);
    return;
  }
  PadBefore(Previous::kRaw);
  out_ << text;
}

void Ui::PrintTable(Table table) {
  SortRows(table);
  if (!flags_.columns.empty()) SelectColumns(table, flags_.columns);
  if (flags_.json) {
    tables_.push_back(std::move(table));
    return;
  }
  PadBefore(Previous::kPadded);
  out_ << (flags_.IsForTerminal() ? FormatTableForTerminal(table) : FormatTableForPipe(table));
}

void Ui::PrintQuestion(Question kind, std::string_view text) {
  has_asked_ = true;
  PadBefore(kind == Question::kText ? Previous::kAsked : Previous::kPadded);
  out_ << text;
  out_.flush();
}

void Ui::PrintAnswer(std::string_view text) { out_ << text; }

void Ui::FinishWithError(std::string_view error, std::ostream& err) {
  if (flags_.json) {
    lines_.emplace_back(error);
    WriteJson();
    return;
  }
  if (previous_ != Previous::kNothing) out_ << '\n';
  out_.flush();
  err << error << '\n';
}

void Ui::Finish() {
  PrintLine("Succeeded");
  if (flags_.json) WriteJson();
  out_.flush();
}

void Ui::WriteJson() {
  nlohmann::ordered_json tables;
  for (const Table& table : tables_) tables.emplace_back(TableAsJson(table));
  const nlohmann::ordered_json all = {
      {"Tables", tables}, {"Blocks", ArrayOrNull(blocks_)}, {"Lines", ArrayOrNull(lines_)}};
  out_ << go::PrintJson(all, {.indent = 4});
}

}  // namespace pkgrepo::cli
