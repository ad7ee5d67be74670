#include "go/quote.h"

#include "base/utf8.h"
#include "go/unicode.h"

namespace pkgrepo::go {

void AppendQuoted(std::string& out, std::string_view bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  auto append_hex = [&out](char32_t rune, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += kHex[(rune >> shift) & 0xF];
  };
  out += '"';
  while (!bytes.empty()) {
    size_t length = 0;
    char32_t rune = DecodeRune(bytes, length);
    static constexpr std::string_view kEscaped = "\a\b\f\n\r\t\v";
    if (rune == kReplacementRune && length == 1) {
      out += "\\x";
      append_hex(static_cast<unsigned char>(bytes[0]), 2);
    } else if (rune == '"' || rune == '\\') {
      out += '\\';
      out += static_cast<char>(rune);
    } else if (IsPrintableRune(rune)) {
      out += bytes.substr(0, length);
    } else if (rune < 0x80 && kEscaped.find(static_cast<char>(rune)) != std::string_view::npos) {
      out += '\\';
      out += "abfnrtv"[kEscaped.find(static_cast<char>(rune))];
    } else {
      out += rune < 0x80 ? "\\x" : rune < 0x10000 ? "\\u" : "\\U";
      append_hex(rune, rune < 0x80 ? 2 : rune < 0x10000 ? 4 : 8);
    }
    bytes.remove_prefix(length);
  }
  out += '"';
}

std::string QuoteText(std::string_view text) {
  std::string quoted;
  AppendQuoted(quoted, text);
  return quoted;
}

std::string QuoteCharacter(uint32_t character) {
  if (character == '"') return "'\"'";
  if (character == '\'') return "'\\''";
  std::string text;
  AppendUtf8(text, character);
  std::string quoted = QuoteText(text);
  quoted.front() = quoted.back() = '\'';
  return quoted;
}

}  // namespace pkgrepo::go
