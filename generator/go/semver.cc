#include "go/semver.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "go/quote.h"

namespace pkgrepo::go {
namespace {

bool IsDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return IsDigit(c); });
}

bool IsIdentifier(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return IsAlphanumeric(c) || c == '-'; });
}

uint64_t ParseNumber(std::string_view text) {
  uint64_t value = 0;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code == std::errc::result_out_of_range) {
    throw Error("strconv.ParseUint: parsing " + QuoteText(text) + ": value out of range");
  }
  if (code != std::errc() || end != text.data() + text.size()) {
    throw Error("strconv.ParseUint: parsing " + QuoteText(text) + ": invalid syntax");
  }
  return value;
}

uint64_t ParsePart(std::string_view text, const std::string& name) {
  if (!IsDigits(text)) {
    std::string lower = ToLower(name);
    throw Error("Invalid character(s) found in " + lower + " number " + QuoteText(text));
  }
  if (text.size() > 1 && text[0] == '0') {
    throw Error(name + " number must not contain leading zeroes " + QuoteText(text));
  }
  return ParseNumber(text);
}

// The identifiers of a prerelease or of build metadata, of which only the former refuses numbers like 01.
std::vector<VersionIdentifier> ParseIdentifiers(std::string_view text, const std::string& name,
                                                bool refuse_leading_zeros) {
  std::vector<VersionIdentifier> identifiers;
  for (std::string_view word : Split(text, '.')) {
    if (word.empty()) throw Error(name + " is empty");
    VersionIdentifier identifier{std::string(word), std::nullopt};
    if (IsDigits(word)) {
      if (refuse_leading_zeros && word.size() > 1 && word[0] == '0') {
        throw Error("Numeric " + name + " version must not contain leading zeroes " + QuoteText(word));
      }
      identifier.number = ParseNumber(word);
    } else if (!IsIdentifier(word)) {
      throw Error("Invalid character(s) found in " + name + " " + QuoteText(word));
    }
    identifiers.push_back(std::move(identifier));
  }
  return identifiers;
}

// No identifiers at all come last for a prerelease (1.0.0-rc < 1.0.0), first for build metadata.
std::strong_ordering CompareIdentifiers(const std::vector<VersionIdentifier>& a,
                                        const std::vector<VersionIdentifier>& b, bool none_is_last) {
  if (none_is_last && a.empty() != b.empty()) return a.empty() <=> b.empty();
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
}

struct Candidate {
  std::string text;
  SemanticVersion version;
};

std::vector<Candidate> ParseCandidates(const std::vector<std::string>& texts) {
  std::vector<Candidate> candidates;
  for (const std::string& text : texts) {
    try {
      candidates.push_back({text, SemanticVersion::ParseTag(text)});
    } catch (const Error&) {
      // Tags that are not versions stand among those that are: they do not count.
    }
  }
  return candidates;
}

bool IsWantedRelease(const SemanticVersion& version, const VersionSelection& selection) {
  if (version.prerelease.empty()) return true;
  if (!selection.prereleases) return false;
  const std::vector<std::string>& words = selection.prerelease_identifiers;
  if (words.empty()) return true;
  return std::any_of(version.prerelease.begin(), version.prerelease.end(),
                     [&](const VersionIdentifier& identifier) {
                       return std::find(words.begin(), words.end(), identifier.text) != words.end();
                     });
}

VersionRange ParseConstraints(const std::string& constraints) {
  return WithContext("Parsing version constraint '" + constraints + "': ",
                     [&] { return VersionRange::Parse(constraints); });
}

// What the filters of a selection left, for the message when that is nothing.
struct Filtered {
  std::vector<Candidate> candidates;
  std::string details;
};

Filtered Filter(const std::vector<std::string>& texts, const VersionSelection& selection,
                const std::vector<VersionFilter>& further) {
  Filtered result{ParseCandidates(texts), ""};
  auto log = [&](const std::string& step) {
    if (!result.details.empty()) result.details += " -> ";
    result.details += step + "=" + std::to_string(result.candidates.size());
  };
  log("all");
  std::erase_if(result.candidates,
                [&](const Candidate& c) { return !IsWantedRelease(c.version, selection); });
  log("after-prereleases-filter");
  for (const VersionFilter& filter : further) {
    std::erase_if(result.candidates, [&](const Candidate& c) { return !filter.keeps(c.text); });
    log(filter.name);
  }
  if (!selection.constraints.empty()) {
    VersionRange range = ParseConstraints(selection.constraints);
    std::erase_if(result.candidates, [&](const Candidate& c) { return !range.Contains(c.version); });
    log("after-constraints-filter");
  }
  std::stable_sort(result.candidates.begin(), result.candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.version < b.version; });
  return result;
}

}  // namespace

std::strong_ordering VersionIdentifier::operator<=>(const VersionIdentifier& other) const {
  if (number && other.number) return *number <=> *other.number;
  if (number.has_value() != other.number.has_value()) return other.number.has_value() <=> number.has_value();
  return text <=> other.text;
}

SemanticVersion SemanticVersion::Parse(std::string_view text) {
  if (text.empty()) throw Error("Version string empty");
  size_t first_dot = text.find('.');
  size_t second_dot = first_dot == text.npos ? text.npos : text.find('.', first_dot + 1);
  if (second_dot == text.npos) throw Error("No Major.Minor.Patch elements found");

  SemanticVersion version;
  version.major = ParsePart(text.substr(0, first_dot), "Major");
  version.minor = ParsePart(text.substr(first_dot + 1, second_dot - first_dot - 1), "Minor");

  std::string_view patch = text.substr(second_dot + 1);
  std::optional<std::string_view> build, prerelease;
  if (size_t plus = patch.find('+'); plus != patch.npos) {
    build = patch.substr(plus + 1);
    patch = patch.substr(0, plus);
  }
  if (size_t dash = patch.find('-'); dash != patch.npos) {
    prerelease = patch.substr(dash + 1);
    patch = patch.substr(0, dash);
  }
  version.patch = ParsePart(patch, "Patch");
  if (prerelease) version.prerelease = ParseIdentifiers(*prerelease, "PreRelease", true);
  if (build) version.build = ParseIdentifiers(*build, "BuildMeta", false);
  return version;
}

SemanticVersion SemanticVersion::ParseTag(std::string_view text) {
  return Parse(text.starts_with('v') ? text.substr(1) : text);
}

std::strong_ordering SemanticVersion::operator<=>(const SemanticVersion& other) const {
  if (auto order = major <=> other.major; order != 0) return order;
  if (auto order = minor <=> other.minor; order != 0) return order;
  if (auto order = patch <=> other.patch; order != 0) return order;
  if (auto order = CompareIdentifiers(prerelease, other.prerelease, true); order != 0) return order;
  return CompareIdentifiers(build, other.build, false);
}

std::vector<std::string> SortVersions(const std::vector<std::string>& texts,
                                      const VersionSelection& selection) {
  std::vector<std::string> sorted;
  for (Candidate& candidate : Filter(texts, selection, {}).candidates)
    sorted.push_back(std::move(candidate.text));
  return sorted;
}

std::string SelectHighestVersion(const std::vector<std::string>& texts, const VersionSelection& selection,
                                 const std::vector<VersionFilter>& further) {
  Filtered filtered = WithContext("Selecting versions: ", [&] { return Filter(texts, selection, further); });
  if (filtered.candidates.empty()) {
    throw Error("Expected to find at least one version, but did not (details: " + filtered.details + ")");
  }
  return filtered.candidates.back().text;
}

}  // namespace pkgrepo::go
