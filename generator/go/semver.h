// Semantic versions, ranges of them, and the choice of the highest that fits: what vendir's `refSelection`
// and `tagSelection`, kbld's `tagSelection` and `vendir tools sort-semver` do.
//
//   VersionRange range = VersionRange::Parse(">=1.0.0 <2.0.0 || 3.x");
//   range.Contains(SemanticVersion::Parse("1.10.0"));                     // true
//
//   std::string tag = SelectHighestVersion({"v1.2.0", "v1.10.0", "latest"}, {.constraints = "1.x"});
//   // tag is "v1.10.0"
//
// Versions are those of https://semver.org with one difference: build metadata counts, compared like a
// prerelease, so 1.0.0 < 1.0.0+2 < 1.0.0+10.
//
// Follows https://github.com/carvel-dev/semver v4.0.1 (2023-02-21), texts of errors included, and for the selection
// https://carvel.dev/vendir/docs/v0.40.x/versions/

#ifndef PKGREPO_GO_SEMVER_H_
#define PKGREPO_GO_SEMVER_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::go {

// One of the words between dots after '-' or '+'. Numbers come before words and compare by value.
struct VersionIdentifier {
  std::string text;
  std::optional<uint64_t> number;

  std::strong_ordering operator<=>(const VersionIdentifier& other) const;
  bool operator==(const VersionIdentifier& other) const { return (*this <=> other) == 0; }
};

struct SemanticVersion {
  uint64_t major = 0;
  uint64_t minor = 0;
  uint64_t patch = 0;
  std::vector<VersionIdentifier> prerelease;
  std::vector<VersionIdentifier> build;

  // Three numbers without leading zeros, no 'v' ahead. Throws Error saying what is wrong with `text`.
  static SemanticVersion Parse(std::string_view text);

  // The same as a tag or a Package may have it: a 'v' ahead is passed over.
  static SemanticVersion ParseTag(std::string_view text);

  std::strong_ordering operator<=>(const SemanticVersion& other) const;
  bool operator==(const SemanticVersion& other) const { return (*this <=> other) == 0; }
};

// A condition on versions: comparisons `= == != ! > >= < <=` joined by blanks (and) and `||` (or), each with
// a whole version or with one whose last number is `x`. There is no ^ and no ~.
class VersionRange {
 public:
  // Throws Error if `text` is not a range.
  static VersionRange Parse(std::string_view text);

  bool Contains(const SemanticVersion& version) const;

 private:
  enum class Operator { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };
  struct Comparison {
    Operator op;
    SemanticVersion bound;
  };
  static Comparison ParseComparison(const std::string& text);
  static std::vector<std::string> ExpandWildcard(const std::string& part);

  // One of these must hold as a whole.
  std::vector<std::vector<Comparison>> alternatives_;
};

// Which versions are wanted.
struct VersionSelection {
  // A VersionRange; "" takes all.
  std::string constraints = {};
  // Whether prereleases count, and if so, with which words among their identifiers; none named means any.
  bool prereleases = false;
  std::vector<std::string> prerelease_identifiers = {};
};

// The texts that are versions (a 'v' ahead is passed over), fit `selection`, and keep their spelling;
// ascending, equal ones in the order given. Throws Error if the constraints are not a range.
std::vector<std::string> SortVersions(const std::vector<std::string>& texts,
                                      const VersionSelection& selection);

// A further condition, on the text of a version.
struct VersionFilter {
  // As the message has it: "after-kubernetes-version-check".
  std::string name;
  std::function<bool(const std::string& text)> keeps;
};

// The last of SortVersions(). `further` filters apply after that of prereleases and ahead of the constraints. Throws Error,
// with how many each filter left, if there is none.
std::string SelectHighestVersion(const std::vector<std::string>& texts, const VersionSelection& selection,
                                 const std::vector<VersionFilter>& further = {});

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_SEMVER_H_
