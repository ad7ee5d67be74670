#include "packaging/documents.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"

namespace pkgrepo::packaging {
namespace {

bool IsSeparator(std::string_view line) {
  return line.starts_with("---") &&
         (line.size() == 3 || line[3] == ' ' || line[3] == '\r' || line[3] == '\t');
}

bool SaysKind(std::string_view line, std::string_view kind) {
  constexpr std::string_view kKey = "kind:";
  if (!line.starts_with(kKey)) return false;
  line = Trim(line.substr(kKey.size()));
  if (line.size() >= 2 && (line[0] == '"' || line[0] == '\'')) line = line.substr(1, line.size() - 2);
  return line == kind;
}

}  // namespace

std::string DocumentOfKind(const std::string& text, std::string_view kind) {
  const std::vector<std::string_view> lines = SplitLines(text);
  size_t begin = 0;
  bool found = false;
  bool several = false;
  std::string document;
  for (size_t i = 0; i <= lines.size(); ++i) {
    if (i < lines.size() && !IsSeparator(lines[i])) {
      found = found || SaysKind(lines[i], kind);
      continue;
    }
    if (found && !document.empty()) return text;  // two of the kind: the reader refuses that
    if (found) {
      document.assign(begin, '\n');
      for (size_t line = begin; line < i; ++line) document += std::string(lines[line]) + "\n";
    }
    several = several || (begin > 0 && i > begin);
    begin = i + 1;
    found = false;
  }
  return several && !document.empty() ? document : text;
}

std::vector<std::string> DocumentsOf(const std::string& text) {
  std::vector<std::string> documents;
  std::string blank;
  std::string document;
  const auto finish = [&] {
    if (!Trim(document).empty()) documents.push_back(blank + document);
    blank.append(std::count(document.begin(), document.end(), '\n') + 1, '\n');
    document.clear();
  };
  for (const std::string_view line : SplitLines(text)) {
    if (IsSeparator(line)) {
      finish();
    } else {
      document.append(line) += '\n';
    }
  }
  finish();
  return documents;
}

std::string WithoutBlankHead(const std::string& text) {
  const size_t first = text.find_first_not_of('\n');
  return first == std::string::npos ? "" : text.substr(first);
}

}  // namespace pkgrepo::packaging
