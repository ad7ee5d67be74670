#include "go/error_text.h"

#include "base/ascii.h"

namespace pkgrepo::go {
namespace {

char ClosingOf(char open) { return open == '(' ? ')' : open == '[' ? ']' : '}'; }

}  // namespace

std::string FormatErrorChain(std::string_view message) {
  const size_t line_end = std::min(message.find('\n'), message.size());
  const std::string_view line = message.substr(0, line_end);
  std::string text;
  std::string expected;  // the closing brackets that are due, innermost last
  size_t depth = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '(' || c == '[' || c == '{') expected += ClosingOf(c);
    if (c == ')' || c == ']' || c == '}') {
      if (expected.empty() || expected.back() != c) break;
      expected.pop_back();
    }
    text += c;
    const bool splits = c == ':' && expected.empty() && i + 2 < line.size() && line[i + 1] == ' ' &&
                        IsUpperLetter(line[i + 2]);
    if (splits) {
      ++depth;
      text += '\n' + std::string(depth * 2, ' ');
      ++i;  // the blank
    }
  }
  text += message.substr(line_end);
  return text;
}

}  // namespace pkgrepo::go
