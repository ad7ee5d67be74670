#include <algorithm>
#include <charconv>
#include <map>

#include "base/error.h"
#include "base/strings.h"
#include "go/quote.h"
#include "go/semver.h"

namespace pkgrepo::go {
namespace {

// The parts of a range between blanks. A blank after a comparison sign belongs to the part (">= 1.0.0"), and
// single characters are passed over.
std::vector<std::string> SplitParts(std::string_view text) {
  std::vector<std::string> parts;
  size_t begin = 0;
  char previous = 0;  // the last character that is not a blank
  auto add = [&](size_t end) {
    if (end > begin + 1) parts.push_back(ReplaceAll(text.substr(begin, end - begin), " ", ""));
    begin = end + 1;
  };
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ' ') {
      previous = text[i];
    } else if (previous != '<' && previous != '>' && previous != '=') {
      add(i);
    }
  }
  if (begin < text.size()) add(text.size());
  return parts;
}

std::string ReplaceFirst(std::string text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  return at == text.npos ? text : text.replace(at, from.size(), to);
}

struct Operand {
  std::string op;
  std::string version;
};

Operand SplitOperator(const std::string& part) {
  size_t digit = part.find_first_of("0123456789");
  if (digit == part.npos) throw Error("Could not get version from string: " + QuoteText(part));
  return {std::string(Trim(part.substr(0, digit))), part.substr(digit)};
}

// "1.9.0" with its number `index` one higher and those after it 0; "" if there is no such number.
std::string Increment(const std::string& version, size_t index) {
  std::vector<std::string_view> numbers = Split(version, '.');
  if (index >= numbers.size()) return "";
  int64_t value = 0;
  auto [end, code] =
      std::from_chars(numbers[index].data(), numbers[index].data() + numbers[index].size(), value);
  if (code != std::errc() || end != numbers[index].data() + numbers[index].size()) return "";
  std::vector<std::string> result;
  for (size_t i = 0; i < index; ++i) result.emplace_back(numbers[i]);
  result.push_back(std::to_string(value + 1));
  while (result.size() < 3) result.push_back("0");
  return Join(result, ".");
}

}  // namespace

// A comparison with a wildcard as one or two without: ">1.x" is ">=2.0.0", "1.x" is ">=1.0.0" and "<2.0.0".
std::vector<std::string> VersionRange::ExpandWildcard(const std::string& part) {
  if (part.find('x') == part.npos) return {part};
  auto [op, version] = SplitOperator(part);
  std::vector<std::string_view> numbers = Split(version, '.');
  bool ends_in_wildcard = numbers.back() == "x" && (numbers.size() == 2 || numbers.size() == 3);

  std::string first = ReplaceFirst(ReplaceFirst(version, ".x.x", ".x"), ".x", ".0");
  if (std::count(first.begin(), first.end(), '.') == 1) first += ".0";
  std::string next = ends_in_wildcard ? Increment(first, numbers.size() - 2) : "";

  if (op == ">") return {">=" + next};
  if (op == ">=") return {">=" + first};
  if (op == "<") return {"<" + first};
  if (op == "<=") return {"<" + next};
  if (op == "" || op == "=" || op == "==") return {">=" + first, "<" + next};
  if (op == "!" || op == "!=") return {"<" + first, ">=" + next};
  return {first};
}

VersionRange::Comparison VersionRange::ParseComparison(const std::string& text) {
  static const std::map<std::string, Operator> kOperators = {
      {"", Operator::kEqual},         {"=", Operator::kEqual},     {"==", Operator::kEqual},
      {"!", Operator::kNotEqual},     {"!=", Operator::kNotEqual}, {"<", Operator::kLess},
      {"<=", Operator::kLessOrEqual}, {">", Operator::kGreater},   {">=", Operator::kGreaterOrEqual},
  };
  auto [op, version] = SplitOperator(text);
  std::string context = "Could not parse Range " + QuoteText(text) + ": ";
  auto found = kOperators.find(op);
  if (found == kOperators.end()) {
    throw Error(context + "Could not parse comparator " + QuoteText(op) + " in " + QuoteText(text));
  }
  context += "Could not parse version " + QuoteText(version) + " in " + QuoteText(text) + ": ";
  return {found->second,
          WithContext(context, [&, &text_of = version] { return SemanticVersion::Parse(text_of); })};
}

VersionRange VersionRange::Parse(std::string_view text) {
  std::vector<std::string> parts = SplitParts(text);
  if (!parts.empty() && parts.front() == "||") throw Error("First element in range is '||'");
  if (parts.empty() || parts.back() == "||") throw Error("Last element in range is '||'");

  // Wildcards are expanded in all parts ahead of any comparison being read, which decides what error is found
  // first.
  std::vector<std::vector<std::string>> alternatives(1);
  for (const std::string& part : parts) {
    if (part == "||") {
      alternatives.emplace_back();
      continue;
    }
    for (std::string& expanded : ExpandWildcard(part)) alternatives.back().push_back(std::move(expanded));
  }

  VersionRange range;
  for (const std::vector<std::string>& alternative : alternatives) {
    if (alternative.empty()) continue;
    std::vector<Comparison>& comparisons = range.alternatives_.emplace_back();
    for (const std::string& comparison : alternative) comparisons.push_back(ParseComparison(comparison));
  }
  return range;
}

bool VersionRange::Contains(const SemanticVersion& version) const {
  auto holds = [&](const Comparison& comparison) {
    std::strong_ordering order = version <=> comparison.bound;
    switch (comparison.op) {
      case Operator::kEqual:
        return order == 0;
      case Operator::kNotEqual:
        return order != 0;
      case Operator::kLess:
        return order < 0;
      case Operator::kLessOrEqual:
        return order <= 0;
      case Operator::kGreater:
        return order > 0;
      case Operator::kGreaterOrEqual:
        return order >= 0;
    }
    return false;
  };
  return std::any_of(alternatives_.begin(), alternatives_.end(),
                     [&](const std::vector<Comparison>& alternative) {
                       return std::all_of(alternative.begin(), alternative.end(), holds);
                     });
}

}  // namespace pkgrepo::go
