#include "references/expanded_text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/strings.h"

namespace pkgrepo::references {
namespace {

// Values that name each other end here, and so does a text that would grow without bounds.
constexpr int kMaxDepth = 8;
constexpr size_t kMaxGrowth = 1 << 20;

bool IsNameBegin(char c) {
  return c == '_' ||
         (IsAlphanumeric(static_cast<unsigned char>(c)) && !IsDigit(static_cast<unsigned char>(c)));
}
bool IsNameCharacter(char c) { return c == '_' || IsAlphanumeric(static_cast<unsigned char>(c)); }

struct Assignment {
  std::string value;
  TextOrigin origin;
};

std::string_view SkipBlanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}

// Reads a name at the beginning of `text`, and takes it away.
std::string TakeName(std::string_view& text) {
  size_t end = 0;
  if (!text.empty() && IsNameBegin(text[0])) {
    while (end < text.size() && IsNameCharacter(text[end])) ++end;
  }
  std::string name(text.substr(0, end));
  text.remove_prefix(end);
  return name;
}

// Without the quotes around it, and without a comment behind it.
std::string ValueOf(std::string_view text) {
  text = Trim(text);
  if (!text.empty() && (text[0] == '"' || text[0] == '\'')) {
    const size_t end = text.find(text[0], 1);
    if (end != std::string_view::npos) return std::string(text.substr(1, end - 1));
  }
  return std::string(Trim(text.substr(0, std::min(text.find(" #"), text.find(';')))));
}

// NAME=value, perhaps behind `export` or the like.
std::optional<std::pair<std::string, Assignment>> ReadAssignment(std::string_view line, int number) {
  std::string_view rest = SkipBlanks(line);
  std::string name = TakeName(rest);
  for (std::string_view word : {"export", "readonly", "local", "declare", "override", "ARG", "ENV"}) {
    if (name != word || SkipBlanks(rest) == rest) continue;
    rest = SkipBlanks(rest);
    if (rest.starts_with('-')) rest = SkipBlanks(rest.substr(std::min(rest.find(' '), rest.size())));
    name = TakeName(rest);
    break;
  }
  if (name.empty()) return std::nullopt;
  rest = SkipBlanks(rest);
  bool is_default = line.starts_with("ARG ");
  for (std::string_view sign : {"?=", "::=", ":=", "="}) {
    if (!rest.starts_with(sign)) continue;
    is_default = is_default || sign == "?=";
    return std::pair{name,
                     Assignment{.value = ValueOf(rest.substr(sign.size())),
                                .origin = {.line = number, .variable = name, .is_default = is_default}}};
  }
  return std::nullopt;
}

// $NAME and so on, at the beginning of a text.
struct Use {
  std::string name;
  std::optional<std::string> otherwise;
  size_t length = 0;
};

std::optional<Use> ReadUse(std::string_view text) {
  std::string_view rest = text.substr(1);
  if (rest.empty()) return std::nullopt;
  const char open = rest[0];
  if (open != '{' && open != '(') {
    Use use{.name = TakeName(rest), .otherwise = std::nullopt};
    if (use.name.empty()) return std::nullopt;
    use.length = use.name.size() + 1;
    return use;
  }
  const size_t close = rest.find(open == '{' ? '}' : ')');
  if (close == std::string_view::npos || rest.find('\n') < close) return std::nullopt;
  std::string_view inside = rest.substr(1, close - 1);
  Use use{.name = TakeName(inside), .otherwise = std::nullopt, .length = close + 2};
  if (use.name.empty()) return std::nullopt;
  if (inside.empty()) return use;
  for (std::string_view sign : {":-", ":=", "-", "="}) {
    if (open != '{' || !inside.starts_with(sign)) continue;
    use.otherwise = ValueOf(inside.substr(sign.size()));
    return use;
  }
  return std::nullopt;
}

class Expander {
 public:
  explicit Expander(std::string_view content) : content_(content) {}

  ExpandedText Expand() {
    const std::vector<std::string_view> lines = SplitLines(content_);
    for (size_t i = 0; i < lines.size(); ++i) {
      if (auto assignment = ReadAssignment(lines[i], static_cast<int>(i) + 1))
        variables_.insert(*std::move(assignment));
    }
    for (size_t i = 0; i < lines.size(); ++i) {
      Write(lines[i], {.line = static_cast<int>(i) + 1}, 0);
      result_.text += '\n';
    }
    if (result_.parts.empty()) result_.parts.push_back({.begin = 0, .origin = {.line = 1}});
    return std::move(result_);
  }

 private:
  void Append(std::string_view text, const TextOrigin& origin) {
    const bool is_same = !result_.parts.empty() && result_.parts.back().origin.line == origin.line &&
                         result_.parts.back().origin.variable == origin.variable &&
                         result_.parts.back().origin.is_default == origin.is_default;
    if (!is_same) result_.parts.push_back({.begin = result_.text.size(), .origin = origin});
    result_.text += text;
  }

  void Write(std::string_view text, const TextOrigin& origin, int depth) {
    size_t begin = 0;
    while (true) {
      const size_t dollar = text.find('$', begin);
      if (dollar == std::string_view::npos) break;
      Append(text.substr(begin, dollar - begin), origin);
      const std::optional<Use> use = ReadUse(text.substr(dollar));
      const bool is_bounded = depth < kMaxDepth && result_.text.size() < content_.size() + kMaxGrowth;
      begin = dollar + (use ? use->length : 1);
      if (!use || !is_bounded || !WriteValue(*use, origin, depth))
        Append(text.substr(dollar, begin - dollar), origin);
    }
    Append(text.substr(begin), origin);
  }

  // Whether the variable has a value.
  bool WriteValue(const Use& use, const TextOrigin& origin, int depth) {
    const auto found = variables_.find(use.name);
    if (found != variables_.end() && origin.variable != use.name) {
      Write(found->second.value, found->second.origin, depth + 1);
      return true;
    }
    if (!use.otherwise) return false;
    Write(*use.otherwise, {.line = origin.line, .variable = use.name, .is_default = true}, depth + 1);
    return true;
  }

  std::string_view content_;
  std::map<std::string, Assignment> variables_;  // the first of each name
  ExpandedText result_;
};

}  // namespace

TextOrigin ExpandedText::At(size_t offset) const {
  const auto next = std::ranges::upper_bound(parts, offset, {}, &Part::begin);
  return next == parts.begin() ? TextOrigin{} : std::prev(next)->origin;
}

ExpandedText ExpandVariables(std::string_view content) { return Expander(content).Expand(); }

}  // namespace pkgrepo::references
