#include "jsonschema/format.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "go/ip_address.h"
#include "go/regexp.h"
#include "go/url_escape.h"
#include "go/url_parts.h"

namespace pkgrepo::jsonschema {
namespace {

// Takes a text apart from its beginning.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool AtEnd() const { return rest_.empty(); }
  char Next() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool Skip(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == any_of.npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // A number of so many digits; -1 if it is none.
  int Number(size_t least, size_t most) {
    int value = 0;
    size_t count = 0;
    for (; count < most && IsDigit(Next()); ++count) {
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return count < least ? -1 : value;
  }

  // One character, of however many bytes; kInvalidCharacter at the end.
  uint32_t Character() {
    if (rest_.empty()) return kInvalidCharacter;
    size_t end = 0;
    const uint32_t character = DecodeUtf8(rest_, end);
    rest_.remove_prefix(end);
    return character;
  }

 private:
  std::string_view rest_;
};

bool IsBetween(int value, int least, int most) { return value >= least && value <= most; }

// YYYY-MM-DD
bool SkipDate(Scanner& text) {
  const int year = text.Number(4, 4);
  if (year < 0 || !text.Skip("-")) return false;
  const int month = text.Number(2, 2);
  if (!IsBetween(month, 1, 12) || !text.Skip("-")) return false;
  const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int days = kDays[static_cast<size_t>(month - 1)] + (month == 2 && is_leap ? 1 : 0);
  return IsBetween(text.Number(2, 2), 1, days);
}

// HH:MM:SS, with a fraction of the last second, perhaps.
bool SkipClock(Scanner& text) {
  if (!IsBetween(text.Number(1, 2), 0, 23) || !text.Skip(":")) return false;
  if (!IsBetween(text.Number(2, 2), 0, 59) || !text.Skip(":")) return false;
  if (!IsBetween(text.Number(2, 2), 0, 59)) return false;
  if (!text.Skip(".,")) return true;
  if (!IsDigit(text.Next())) return false;
  while (IsDigit(text.Next())) text.Skip(".,0123456789");
  return true;
}

// Z, +HH:MM, -HH:MM
bool SkipZone(Scanner& text) {
  if (text.Skip("Z")) return true;
  return text.Skip("+-") && IsBetween(text.Number(2, 2), 0, 24) && text.Skip(":") &&
         IsBetween(text.Number(2, 2), 0, 60);
}

bool IsDate(std::string_view text) {
  Scanner scanner(text);
  return SkipDate(scanner) && scanner.AtEnd();
}

bool IsTime(std::string_view text) {
  Scanner scanner(text);
  return SkipClock(scanner) && (scanner.AtEnd() || (SkipZone(scanner) && scanner.AtEnd()));
}

bool IsDateTime(std::string_view text) {
  if (IsDate(text) || IsTime(text)) return true;
  Scanner scanner(text);
  return SkipDate(scanner) && scanner.Skip("T") && SkipClock(scanner) && SkipZone(scanner) && scanner.AtEnd();
}

bool IsAtomCharacter(char c) {
  return IsAlphanumeric(c) || static_cast<uint8_t>(c) >= 0x80 ||
         (c != '\0' && std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos);
}

void SkipBlanks(Scanner& text) {
  while (text.Skip(" \t")) {
  }
}

bool SkipQuoted(Scanner& text) {
  if (!text.Skip("\"")) return false;
  while (!text.Skip("\"")) {
    text.Skip("\\");
    if (text.AtEnd() || static_cast<uint8_t>(text.Next()) < ' ') return false;
    text.Character();
  }
  return true;
}

// Atoms with dots between them; in the name ahead of <…>, with dots anywhere.
bool SkipAtom(Scanner& text, bool with_dots, bool is_strict) {
  bool after_dot = true;
  bool is_some = false;
  while (IsAtomCharacter(text.Next()) || (with_dots && text.Next() == '.')) {
    if (text.Next() == '.') {
      if (is_strict && after_dot) return false;
      after_dot = true;
    } else {
      after_dot = false;
    }
    if (text.Character() == kInvalidCharacter) return false;
    is_some = true;
  }
  return is_some && !(is_strict && after_dot);
}

// LOCAL@DOMAIN
bool SkipAddress(Scanner& text) {
  const bool local =
      text.Next() == '"' ? SkipQuoted(text) : SkipAtom(text, /*with_dots=*/true, /*is_strict=*/true);
  if (!local || !text.Skip("@")) return false;
  SkipBlanks(text);
  return SkipAtom(text, /*with_dots=*/true, /*is_strict=*/true);
}

// An address of RFC 5322, with a name ahead of it, perhaps: `Joe Bloggs <joe@example.com>`.
bool IsEmail(std::string_view text) {
  Scanner plain(text);
  SkipBlanks(plain);
  if (SkipAddress(plain)) {
    SkipBlanks(plain);
    if (plain.AtEnd()) return true;
  }
  Scanner named(text);
  SkipBlanks(named);
  while (named.Next() != '<') {
    const bool word =
        named.Next() == '"' ? SkipQuoted(named) : SkipAtom(named, /*with_dots=*/true, /*is_strict=*/false);
    if (!word) return false;
    SkipBlanks(named);
  }
  named.Skip("<");
  SkipBlanks(named);
  if (!SkipAddress(named)) return false;
  SkipBlanks(named);
  if (!named.Skip(">")) return false;
  SkipBlanks(named);
  return named.AtEnd();
}

bool IsIpv4(std::string_view text) { return go::IpAddress::Parse(text) && text.find('.') != text.npos; }

bool IsIpv6(std::string_view text) { return go::IpAddress::Parse(text) && text.find(':') != text.npos; }

std::optional<go::UrlParts> ParseUrl(std::string_view text) {
  if (text.find('\\') != text.npos) return std::nullopt;
  try {
    return go::UrlParts::Parse(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool IsUri(std::string_view text) {
  const std::optional<go::UrlParts> parts = ParseUrl(text);
  return parts && !parts->scheme.empty();
}

bool IsUriReference(std::string_view text) { return ParseUrl(text).has_value(); }

// Whether each opening brace of the path has its closing one.
bool IsUriTemplate(std::string_view text) {
  const std::optional<go::UrlParts> parts = ParseUrl(text);
  if (!parts) return false;
  const std::string path = go::UnescapeUrl(parts->path, go::UrlPart::kPath);
  for (size_t at = 0; (at = path.find('{', at)) != path.npos;) {
    at = path.find('}', at);
    if (at == path.npos) return false;
  }
  return true;
}

bool IsHostNamePart(std::string_view part) {
  return !part.empty() && part.size() <= 63 && part.front() != '-' && part.back() != '-' &&
         std::ranges::all_of(part, [](char c) { return IsAlphanumeric(c) || c == '-'; });
}

bool IsHostName(std::string_view text) {
  return text.size() < 256 && std::ranges::all_of(Split(text, '.'), IsHostNamePart);
}

bool IsUuid(std::string_view text) {
  static constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::ranges::equal(text, kForm, [](char c, char form) {
    return form == '-' ? c == '-' : IsDigit(c) || (c >= 'a' && c <= 'f');
  });
}

bool IsRegex(std::string_view text) {
  try {
    go::CompileRegexp(text);
  } catch (const Error&) {
    return false;
  }
  return true;
}

bool IsJsonPointer(std::string_view text) {
  if (!text.empty() && text.front() != '/') return false;
  for (size_t at = 0; (at = text.find('~', at)) != text.npos; ++at) {
    if (at + 1 == text.size() || (text[at + 1] != '0' && text[at + 1] != '1')) return false;
  }
  return true;
}

bool IsRelativeJsonPointer(std::string_view text) {
  const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 || (text.front() == '0' && digits > 1)) return false;
  const std::string_view rest = text.substr(digits);
  return rest == "#" || IsJsonPointer(rest);
}

struct NamedFormat {
  std::string_view name;
  JsonFormat check;
};

constexpr std::array<NamedFormat, 17> kFormats = {{
    {"date", IsDate},
    {"date-time", IsDateTime},
    {"email", IsEmail},
    {"hostname", IsHostName},
    {"idn-email", IsEmail},
    {"ipv4", IsIpv4},
    {"ipv6", IsIpv6},
    {"iri", IsUri},
    {"iri-reference", IsUriReference},
    {"json-pointer", IsJsonPointer},
    {"regex", IsRegex},
    {"relative-json-pointer", IsRelativeJsonPointer},
    {"time", IsTime},
    {"uri", IsUri},
    {"uri-reference", IsUriReference},
    {"uri-template", IsUriTemplate},
    {"uuid", IsUuid},
}};

}  // namespace

JsonFormat FindJsonFormat(std::string_view name) {
  const auto found = std::ranges::find(kFormats, name, &NamedFormat::name);
  return found == kFormats.end() ? nullptr : found->check;
}

}  // namespace pkgrepo::jsonschema
