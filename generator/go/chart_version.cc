#include "go/chart_version.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/strings.h"
#include "go/semver.h"

namespace pkgrepo::go {
namespace {

constexpr std::string_view kBlank = " \t";
constexpr std::string_view kOperatorCharacters = "=!<>~^";

// A version in which numbers at the end may be left out, or be x, X or *.
struct Bound {
  SemanticVersion version;
  // How many of the three numbers are said.
  int said = 0;
};

std::string_view WithoutV(std::string_view text) {
  if (!text.empty() && (text[0] == 'v' || text[0] == 'V')) text.remove_prefix(1);
  return text;
}

bool IsWildcard(std::string_view number) { return number == "x" || number == "X" || number == "*"; }

// nullopt if `text` is not a version, not even part of one.
std::optional<Bound> ParseBound(std::string_view text) {
  text = WithoutV(text);
  const size_t core_end = std::min(text.find_first_of("-+"), text.size());
  const std::vector<std::string_view> numbers = Split(text.substr(0, core_end), '.');
  if (numbers.size() > 3) return std::nullopt;
  Bound bound;
  std::array<std::string, 3> parts = {"0", "0", "0"};
  bool open = false;
  for (size_t i = 0; i < numbers.size(); ++i) {
    open = open || IsWildcard(numbers[i]);
    if (open) continue;
    parts[i] = numbers[i];
    ++bound.said;
  }
  const std::string whole = parts[0] + "." + parts[1] + "." + parts[2] + std::string(text.substr(core_end));
  try {
    bound.version = SemanticVersion::Parse(whole);
  } catch (const Error&) {
    return std::nullopt;
  }
  bound.version.build.clear();
  return bound;
}

class Comparison {
 public:
  Comparison(std::string op, Bound bound) : op_(std::move(op)), bound_(std::move(bound)) {}

  bool Fits(const SemanticVersion& version) const {
    const SemanticVersion& bound = bound_.version;
    if (!version.prerelease.empty() && bound.prerelease.empty()) return false;
    if (bound_.said == 0) return op_ != "!=" && op_ != "<" && op_ != ">";
    if (op_ == "!=") return bound_.said == 3 ? version != bound : !SharesSaid(version);
    if (op_ == "<") return version < bound;
    if (op_ == ">=" || op_ == "=>") return version >= bound;
    if (op_ == ">") return version > bound && (bound_.said == 3 || !SharesSaid(version));
    if (op_ == "<=" || op_ == "=<") return version <= bound || (bound_.said < 3 && SharesSaid(version));
    if (op_ == "~") return version >= bound && Shares(version, std::min(bound_.said, 2));
    if (op_ == "^") return version >= bound && Shares(version, CaretNumbers());
    return bound_.said == 3 ? version == bound : SharesSaid(version);
  }

 private:
  // Whether the first `count` numbers are equal.
  bool Shares(const SemanticVersion& version, int count) const {
    const SemanticVersion& bound = bound_.version;
    return (count < 1 || version.major == bound.major) && (count < 2 || version.minor == bound.minor) &&
           (count < 3 || version.patch == bound.patch);
  }
  bool SharesSaid(const SemanticVersion& version) const { return Shares(version, bound_.said); }

  // How many numbers a caret holds: up to the first that is not 0.
  int CaretNumbers() const {
    if (bound_.version.major > 0 || bound_.said == 1) return 1;
    return bound_.version.minor > 0 || bound_.said == 2 ? 2 : 3;
  }

  std::string op_;
  Bound bound_;
};

// One alternative: comparisons that must all hold.
class Conjunction {
 public:
  // Throws Error if `text` is not a version.
  explicit Conjunction(std::string_view text) : rest_(text) {
    if (ParseRange()) return;
    for (Skip(); !rest_.empty(); Skip()) ParseComparison();
    if (comparisons_.empty()) Refuse();
  }

  bool Fits(const SemanticVersion& version) const {
    return std::all_of(comparisons_.begin(), comparisons_.end(),
                       [&](const Comparison& comparison) { return comparison.Fits(version); });
  }

 private:
  [[noreturn]] static void Refuse() { throw Error("this is not a range of chart versions"); }

  void Skip() {
    const size_t begin = rest_.find_first_not_of(" \t,");
    rest_.remove_prefix(std::min(begin, rest_.size()));
  }

  std::string_view Take(size_t end) {
    const std::string_view taken = rest_.substr(0, end);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  static Bound Require(std::string_view text) {
    std::optional<Bound> bound = ParseBound(text);
    if (!bound) Refuse();
    return *std::move(bound);
  }

  // "1.2 - 2.3.4": from the one to the other.
  bool ParseRange() {
    const size_t dash = rest_.find(" - ");
    if (dash == std::string_view::npos) return false;
    comparisons_.emplace_back(">=", Require(Trim(rest_.substr(0, dash))));
    comparisons_.emplace_back("<=", Require(Trim(rest_.substr(dash + 3))));
    return true;
  }

  void ParseComparison() {
    const std::string op(Take(rest_.find_first_not_of(kOperatorCharacters)));
    constexpr std::string_view kOperators[] = {"", "=", "!=", "<", ">", "<=", "=<", ">=", "=>", "~", "^"};
    if (std::find(std::begin(kOperators), std::end(kOperators), op) == std::end(kOperators)) Refuse();
    Take(rest_.find_first_not_of(kBlank));
    comparisons_.emplace_back(op, Require(Take(rest_.find_first_of(" \t,"))));
  }

  std::string_view rest_;
  std::vector<Comparison> comparisons_;
};

}  // namespace

bool ChartVersionFits(const std::string& wanted, const std::string& version) {
  if (wanted.empty() || WithoutV(wanted) == WithoutV(version)) return true;
  const std::optional<Bound> found = ParseBound(version);
  bool fits = false;
  for (size_t begin = 0; begin <= wanted.size();) {
    const size_t end = std::min(wanted.find("||", begin), wanted.size());
    const Conjunction alternative(std::string_view(wanted).substr(begin, end - begin));
    fits = fits || (found && found->said > 0 && alternative.Fits(found->version));
    begin = end + 2;
  }
  return fits;
}

}  // namespace pkgrepo::go
