#include "go/minimum_version.h"

#include <algorithm>
#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::go {
namespace {

struct Version {
  std::vector<int64_t> numbers;
  bool prerelease = false;
};

struct Constraint {
  std::string_view op;
  Version bound;
};

// Words of letters, digits, '-' and '~' with dots between.
bool AreWords(std::string_view text) {
  const std::vector<std::string_view> words = Split(text, '.');
  return std::all_of(words.begin(), words.end(), [](std::string_view word) {
    return !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
      return IsAlphanumeric(c) || c == '-' || c == '~';
    });
  });
}

// A dash ahead of it may be missing, "1rc1". Precondition: no digit is first.
bool IsPrerelease(std::string_view text) {
  if (text[0] == '-' && text.size() > 1 && text[1] != '.') text.remove_prefix(1);
  return AreWords(text);
}

int64_t ParseVersionNumber(std::string_view text) {
  int64_t number = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc()) {
    throw Error("Error parsing version: strconv.ParseInt: parsing \"" + std::string(text) +
                "\": value out of range");
  }
  return number;
}

// nullopt if `text` is not a version. Throws Error for a number beyond 64 bits.
std::optional<Version> ParseVersion(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  const size_t plus = std::min(text.find('+'), text.size());
  if (plus < text.size() && !AreWords(text.substr(plus + 1))) return std::nullopt;
  text = text.substr(0, plus);
  const size_t numbers_end = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::vector<std::string_view> numbers = Split(text.substr(0, numbers_end), '.');
  if (std::find(numbers.begin(), numbers.end(), "") != numbers.end()) return std::nullopt;
  Version version{.numbers = {}, .prerelease = numbers_end < text.size()};
  if (version.prerelease && !IsPrerelease(text.substr(numbers_end))) return std::nullopt;
  for (std::string_view number : numbers) version.numbers.push_back(ParseVersionNumber(number));
  return version;
}

Constraint ParseConstraint(std::string_view text) {
  const std::string_view trimmed = Trim(text);
  const std::string_view op = trimmed.substr(0, trimmed.find_first_not_of("<>=!~"));
  constexpr std::string_view kOperators[] = {"", "=", "!=", ">", "<", ">=", "<=", "~>"};
  const bool is_operator = std::find(std::begin(kOperators), std::end(kOperators), op) != std::end(kOperators);
  std::optional<Version> bound;
  if (is_operator) bound = ParseVersion(Trim(trimmed.substr(op.size())));
  if (!bound) throw Error("Malformed constraint: " + std::string(text));
  return {op, *std::move(bound)};
}

int64_t NumberAt(const Version& version, size_t index) {
  return index < version.numbers.size() ? version.numbers[index] : 0;
}

// `version` is a release: at equal numbers it comes after any prerelease.
std::strong_ordering Compare(const Version& version, const Version& bound) {
  for (size_t i = 0; i < std::max(version.numbers.size(), bound.numbers.size()); ++i) {
    if (NumberAt(version, i) != NumberAt(bound, i)) return NumberAt(version, i) <=> NumberAt(bound, i);
  }
  return bound.prerelease ? std::strong_ordering::greater : std::strong_ordering::equal;
}

// "~>": all numbers of the bound but its last are equal. A release does not come near a prerelease.
bool IsNear(const Version& version, const Version& bound) {
  if (bound.prerelease || Compare(version, bound) < 0 || bound.numbers.size() > version.numbers.size()) {
    return false;
  }
  return std::equal(bound.numbers.begin(), bound.numbers.end() - 1, version.numbers.begin());
}

bool Holds(const Version& version, const Constraint& constraint) {
  const std::strong_ordering order = Compare(version, constraint.bound);
  if (constraint.op == ">=") return order >= 0;
  if (constraint.op == ">") return order > 0;
  if (constraint.op == "<=") return order <= 0;
  if (constraint.op == "<") return order < 0;
  if (constraint.op == "!=") return order != 0;
  if (constraint.op == "~>") return IsNear(version, constraint.bound);
  return order == 0;
}

std::vector<Constraint> ParseConstraints(std::string_view text) {
  return WithContext("Parsing minimum version constraint: ", [&] {
    std::vector<Constraint> constraints;
    for (std::string_view part : Split(text, ',')) constraints.push_back(ParseConstraint(part));
    return constraints;
  });
}

}  // namespace

void RequireMinimumVersion(const std::string& tool, const std::string& version, const std::string& minimum) {
  if (minimum.empty()) return;
  if (minimum.starts_with('v')) {
    throw Error("Validating minimum version: Must not have prefix 'v' (e.g. '0.8.0')");
  }
  const Version parsed = ParseVersion(version).value();
  const std::string text = ">=" + minimum;
  for (const Constraint& constraint : ParseConstraints(text)) {
    if (Holds(parsed, constraint)) continue;
    throw Error(tool + " version '" + version + "' does not meet the minimum required version '" + minimum +
                "'");
  }
}

}  // namespace pkgrepo::go
