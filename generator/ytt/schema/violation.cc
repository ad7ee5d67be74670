#include "ytt/schema/violation.h"

#include <algorithm>

namespace pkgrepo::ytt {

namespace {

std::string LineNumber(const yaml::Position& position) {
  return position.known() ? std::to_string(position.line) : "?";
}

// The line; of flags, all of the text.
std::string_view ShownText(const yaml::Position& position) {
  if (position.source && position.source->name().starts_with("(data-value")) {
    return position.source->text();
  }
  return position.LineText();
}

std::string Heading(std::string_view title) {
  return "\n" + std::string(title) + "\n" + std::string(title.size(), '=') + "\n";
}

// Prints violations with a common width for line numbers.
class ViolationPrinter {
 public:
  explicit ViolationPrinter(const std::vector<SchemaViolation>& violations) {
    for (const SchemaViolation& violation : violations) {
      for (const yaml::Position& position : violation.positions) {
        width_ = std::max(width_, LineNumber(position).size());
      }
    }
  }

  void Print(std::string& out, const SchemaViolation& violation) const {
    if (!violation.description.empty()) out += violation.description + "\n";
    PrintLines(out, violation.positions);
    out += "\n";
    PrintNote(out, "found", violation.found);
    PrintNote(out, "expected", violation.expected);
    for (const std::string& hint : violation.hints) PrintNote(out, "hint", hint);
    out += "\n";
  }

 private:
  std::string Margin() const { return std::string(width_ + 3, ' '); }

  void PrintLines(std::string& out, const std::vector<yaml::Position>& positions) const {
    const yaml::Position& first = positions.front();
    if (!first.known() && first.source) {
      PrintCalculated(out, first.source->text());
      return;
    }
    if (first.source) out += first.source->name();
    out += ":\n" + Margin() + "|\n";
    uint32_t previous = 0;
    for (const yaml::Position& position : positions) {
      if (previous != 0 && position.line > previous + 1) out += Margin() + "| ...\n";
      previous = position.line;
      const std::string number = LineNumber(position);
      out += "  " + std::string(width_ - number.size(), ' ') + number + " | ";
      out += std::string(ShownText(position)) + "\n";
    }
    out += Margin() + "|\n";
  }

  // A value that code passed on has no line; its source is the value itself (library/library_module.cc).
  void PrintCalculated(std::string& out, std::string_view value) const {
    out += "Data value calculated:\n" + Margin() + "#\n" + Margin() + "# " + std::string(value) + "\n" +
           Margin() + "#\n";
  }

  // A note that does not exist leaves its line empty.
  void PrintNote(std::string& out, std::string_view name, const std::string& text) const {
    if (!text.empty()) out += Margin() + "= " + std::string(name) + ": " + text;
    out += "\n";
  }

  size_t width_ = 1;
};

}  // namespace

std::string RenderViolations(std::string_view title, const std::vector<SchemaViolation>& violations) {
  std::string text = Heading(title) + "\n";
  const ViolationPrinter printer(violations);
  for (const SchemaViolation& violation : violations) printer.Print(text, violation);
  return text;
}

std::string RenderNested(std::string_view title, const std::string& rendered) {
  return Heading(title) + rendered + " \n\n";
}

Error InvalidSchema(std::string_view title, const SchemaViolation& violation) {
  std::string heading = "Invalid schema";
  if (!title.empty()) heading += " - " + std::string(title);
  return Error(RenderViolations(heading, {violation}));
}

}  // namespace pkgrepo::ytt
