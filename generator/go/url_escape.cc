#include "go/url_escape.h"

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "go/quote.h"

namespace pkgrepo::go {
namespace {

bool IsOneOf(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

[[noreturn]] void ThrowInvalidEscape(std::string_view escape) {
  throw Error("invalid URL escape " + QuoteText(escape.substr(0, 3)));
}

// The byte that `escape`, which begins with '%', stands for.
char DecodeEscape(std::string_view escape, UrlPart part) {
  if (escape.size() < 3 || HexValue(escape[1]) < 0 || HexValue(escape[2]) < 0) ThrowInvalidEscape(escape);
  const char value = static_cast<char>(HexValue(escape[1]) << 4 | HexValue(escape[2]));
  const bool is_percent = value == '%';
  // Host names may hold bytes beyond ASCII and "%25" ahead of a zone; a zone may hold what a host may, and
  // blanks.
  if (part == UrlPart::kHost && HexValue(escape[1]) < 8 && !is_percent) ThrowInvalidEscape(escape);
  if (part == UrlPart::kZone && !is_percent && value != ' ' && MustEscape(value, UrlPart::kHost)) {
    ThrowInvalidEscape(escape);
  }
  return value;
}

}  // namespace

bool MustEscape(char c, UrlPart part) {
  if (IsAlphanumeric(c)) return false;
  if ((part == UrlPart::kHost || part == UrlPart::kZone) && IsOneOf(c, "!$&'()*+,;=:[]<>\"")) return false;
  if (IsOneOf(c, "-_.~")) return false;
  if (IsOneOf(c, "$&+,/:;=?@")) {
    switch (part) {
      case UrlPart::kPath:
        return c == '?';
      case UrlPart::kPathSegment:
        return IsOneOf(c, "/;,?");
      case UrlPart::kUserPassword:
        return IsOneOf(c, "@/?:");
      case UrlPart::kQueryComponent:
        return true;
      case UrlPart::kFragment:
        return false;
      case UrlPart::kHost:
      case UrlPart::kZone:
        break;
    }
  }
  return part != UrlPart::kFragment || !IsOneOf(c, "!()*");
}

std::string EscapeUrl(std::string_view text, UrlPart part) {
  constexpr std::string_view kHexDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (c == ' ' && part == UrlPart::kQueryComponent) {
      out += '+';
    } else if (MustEscape(c, part)) {
      out += {'%', kHexDigits[static_cast<uint8_t>(c) >> 4], kHexDigits[static_cast<uint8_t>(c) & 0xF]};
    } else {
      out += c;
    }
  }
  return out;
}

std::string UnescapeUrl(std::string_view text, UrlPart part) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '%') {
      out += DecodeEscape(text.substr(at), part);
      at += 2;
    } else if (c == '+' && part == UrlPart::kQueryComponent) {
      out += ' ';
    } else if ((part == UrlPart::kHost || part == UrlPart::kZone) && static_cast<uint8_t>(c) < 0x80 &&
               MustEscape(c, part)) {
      throw Error("invalid character " + QuoteText({&c, 1}) + " in host name");
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace pkgrepo::go
