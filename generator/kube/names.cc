#include "kube/names.h"

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "go/semver.h"

namespace pkgrepo::kube {
namespace {

constexpr size_t kMaxLabel = 63;
constexpr size_t kMaxSubdomain = 253;

bool IsLowerOrDigit(uint32_t c) { return IsLowerLetter(c) || IsDigit(c); }

NameFault LengthFault(std::string_view text, size_t limit) {
  if (text.empty()) return "is empty";
  if (text.size() > limit) return "is longer than " + std::to_string(limit) + " characters";
  return std::nullopt;
}

// Inner characters, and those at both ends.
struct Alphabet {
  bool (*is_end)(uint32_t);
  std::string_view also_inside;
  std::string_view name;
  std::string_view end_name;
};

constexpr Alphabet kDns{IsLowerOrDigit, "-", "a-z, 0-9 and '-'", "a letter (a-z) or a digit"};
constexpr Alphabet kWord{IsAlphanumeric, "-_.", "letters, digits, '-', '_' and '.'", "a letter or a digit"};

NameFault FormFault(std::string_view text, const Alphabet& alphabet) {
  for (const char c : text) {
    if (alphabet.is_end(c) || alphabet.also_inside.find(c) != std::string_view::npos) continue;
    return "may only contain " + std::string(alphabet.name);
  }
  if (!text.empty() && alphabet.is_end(text.front()) && alphabet.is_end(text.back())) return std::nullopt;
  return "must begin and end with " + std::string(alphabet.end_name);
}

NameFault PrefixedNameFault(std::string_view text, size_t limit) {
  const size_t slash = text.find('/');
  std::string_view name = text;
  if (slash != std::string_view::npos) {
    name.remove_prefix(slash + 1);
    if (name.find('/') != std::string_view::npos) return "has more than one '/'";
    if (const NameFault fault = DnsSubdomainFault(text.substr(0, slash))) {
      return "has a prefix that " + *fault;
    }
  }
  if (name.empty()) return slash == std::string_view::npos ? "is empty" : "has nothing after '/'";
  if (const NameFault fault = LengthFault(name, limit)) return fault;
  return FormFault(name, kWord);
}

// What Parse() has against a text, with its first letter made small.
template <typename Parse>
NameFault FaultOf(const Parse& parse, std::string_view beginning) {
  try {
    parse();
    return std::nullopt;
  } catch (const Error& error) {
    return std::string(beginning) + error.message();
  }
}

}  // namespace

NameFault DnsLabelFault(std::string_view text) {
  if (const NameFault fault = LengthFault(text, kMaxLabel)) return fault;
  return FormFault(text, kDns);
}

NameFault ServiceNameFault(std::string_view text) {
  if (const NameFault fault = DnsLabelFault(text)) return fault;
  if (IsDigit(text[0])) return "must begin with a letter";
  return std::nullopt;
}

NameFault DnsSubdomainFault(std::string_view text) {
  if (const NameFault fault = LengthFault(text, kMaxSubdomain)) return fault;
  for (const std::string_view label : Split(text, '.')) {
    if (label.empty()) return "has an empty segment between two dots or at an end";
    if (const NameFault fault = FormFault(label, kDns)) {
      return label.size() == text.size() ? fault
                                         : "has the segment '" + std::string(label) + "', which " + *fault;
    }
  }
  return std::nullopt;
}

NameFault PathSegmentFault(std::string_view text) {
  if (text.empty()) return "is empty";
  if (text == "." || text == "..") return "must not be '.' or '..'";
  if (text.find_first_of("/%") != std::string_view::npos) return "must not contain '/' or '%'";
  return std::nullopt;
}

NameFault QualifiedNameFault(std::string_view text) { return PrefixedNameFault(text, kMaxLabel); }

NameFault ChangeGroupFault(std::string_view text) { return PrefixedNameFault(text, text.size()); }

NameFault LabelValueFault(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (const NameFault fault = LengthFault(text, kMaxLabel)) return fault;
  return FormFault(text, kWord);
}

NameFault PackageNameFault(std::string_view text) {
  if (const NameFault fault = DnsSubdomainFault(text)) return fault;
  if (Split(text, '.').size() >= 3) return std::nullopt;
  return "must have at least three segments, as in 'contour.acme.com'";
}

NameFault PackageVersionFault(std::string_view text) {
  return FaultOf([&] { go::SemanticVersion::Parse(text); }, "is not a semantic version: ");
}

NameFault VersionRangeFault(std::string_view text) {
  return FaultOf([&] { go::VersionRange::Parse(text); }, "is not a version range: ");
}

}  // namespace pkgrepo::kube
