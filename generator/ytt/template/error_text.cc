#include "ytt/template/error_text.h"

#include <algorithm>

#include "base/strings.h"

namespace pkgrepo::ytt {
namespace {

// Advice for those who know another language better.
std::string_view Hint(std::string_view message) {
  if (message == "undefined: true") return "use 'True' instead of 'true' for boolean assignment";
  if (message == "undefined: false") return "use 'False' instead of 'false' for boolean assignment";
  if (message == "undefined: null") return "use 'None' instead of 'null' to indicate no value";
  if (message == "undefined: none") return "use 'None' instead of 'none' to indicate no value";
  if (message == "undefined: nil") return "use 'None' instead of 'nil' to indicate no value";
  if (message == "unhandled index operation struct[string]") {
    return "use getattr(...) to access struct field programmatically";
  }
  if (message.starts_with("unknown binary op: ")) {
    if (message.find(" | ") != message.npos) return "use 'or' instead of '|' for logical-or";
    if (message.find(" & ") != message.npos) return "use 'and' instead of '&' for logical-and";
  }
  return {};
}

// "&&" and "||" are two operators to the scanner, the second one unexpected.
std::string_view DoubledOperatorHint(std::string_view message, std::string_view place) {
  if (message == "got '&', want primary expression" && place.find("&&") != std::string_view::npos) {
    return "use 'and' instead of '&&' for logical-and";
  }
  if (message == "got '|', want primary expression" && place.find("||") != std::string_view::npos) {
    return "use 'or' instead of '||' for logical-or";
  }
  return {};
}

std::string WithHint(std::string_view message, std::string_view hint) {
  std::string text(message);
  if (!hint.empty()) text += " (hint: " + std::string(hint) + ')';
  return text;
}

}  // namespace

std::string DescribeError(const starlark::SyntaxError& error, const CodeTable& codes) {
  std::string text;
  for (const auto& finding : error.findings()) {
    const bool placed = finding.position.line > 0;
    const std::string place = placed ? codes.Describe(finding.position, "    ") : "";
    std::string_view hint = Hint(finding.message);
    if (hint.empty()) hint = DoubledOperatorHint(finding.message, place);
    text += "\n- " + WithHint(finding.message, hint);
    if (placed) text += '\n' + place;
  }
  return text;
}

std::string DescribeError(const starlark::EvalError& error, const CodeTable& codes) {
  const std::string_view message = error.message();
  const size_t end = std::min(message.find('\n'), message.size());
  const std::string_view hint = end == message.size() ? Hint(message) : std::string_view();
  std::string text = "\n- " + WithHint(message.substr(0, end), hint);
  for (const Error::TraceFrame& frame : error.trace()) {
    if (frame.position.file == "<builtin>") continue;
    text += "\n    in " + frame.name + '\n' + codes.Describe(frame.position, "      ");
  }
  if (end == message.size()) return text;
  text += "\n\n    reason:";
  for (const std::string_view line : Split(message.substr(end + 1), '\n'))
    text += "\n     " + std::string(line);
  return text;
}

}  // namespace pkgrepo::ytt
