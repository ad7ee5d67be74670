#include "vendir/minimum_version.h"

#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::vendir {
namespace {

struct Version {
  std::vector<uint64_t> numbers;
  bool prerelease = false;
};

bool IsWord(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-~") ==
         text.npos;
}

std::optional<Version> ParseVersion(std::string_view text) {
  Version version;
  if (size_t plus = text.find('+'); plus != text.npos) {
    if (!IsWord(text.substr(plus + 1))) return std::nullopt;
    text = text.substr(0, plus);
  }
  if (size_t dash = text.find('-'); dash != text.npos) {
    if (!IsWord(text.substr(dash + 1))) return std::nullopt;
    version.prerelease = true;
    text = text.substr(0, dash);
  }
  for (std::string_view part : Split(text, '.')) {
    uint64_t number = 0;
    auto [end, code] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (code != std::errc() || end != part.data() + part.size()) return std::nullopt;
    version.numbers.push_back(number);
  }
  return version;
}

// `version` is a release: at equal numbers it comes after any prerelease.
std::strong_ordering Compare(const Version& version, const Version& bound) {
  for (size_t i = 0; i < std::max(version.numbers.size(), bound.numbers.size()); ++i) {
    uint64_t a = i < version.numbers.size() ? version.numbers[i] : 0;
    uint64_t b = i < bound.numbers.size() ? bound.numbers[i] : 0;
    if (a != b) return a <=> b;
  }
  return bound.prerelease ? std::strong_ordering::greater : std::strong_ordering::equal;
}

bool Holds(const Version& version, std::string_view constraint) {
  std::string_view text = Trim(constraint);
  size_t end = text.find_first_not_of("<>=!");
  std::string_view op = text.substr(0, end);
  std::optional<Version> bound = end == text.npos ? std::nullopt : ParseVersion(Trim(text.substr(end)));
  if (!bound) throw Error("Malformed constraint: " + std::string(constraint));
  std::strong_ordering order = Compare(version, *bound);
  if (op == ">=") return order >= 0;
  if (op == ">") return order > 0;
  if (op == "<=") return order <= 0;
  if (op == "<") return order < 0;
  if (op == "!=") return order != 0;
  if (op == "" || op == "=") return order == 0;
  throw Error("Malformed constraint: " + std::string(constraint));
}

}  // namespace

bool MeetsMinimumVersion(const std::string& version, const std::string& minimum) {
  Version parsed = ParseVersion(version).value();
  std::string constraints = ">=" + minimum;
  bool meets = true;
  for (std::string_view constraint : Split(constraints, ',')) meets = Holds(parsed, constraint) && meets;
  return meets;
}

}  // namespace pkgrepo::vendir
