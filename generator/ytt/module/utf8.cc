#include "ytt/module/utf8.h"

namespace pkgrepo::ytt {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

void AppendHex(std::string& out, uint32_t value, int digits) {
  for (int i = digits - 1; i >= 0; --i) out += kHexDigits[value >> (4 * i) & 0xF];
}

// The number of bytes that a character beginning with `lead` has, and the smallest value that needs so many.
struct Form {
  int size;
  uint32_t smallest;
  uint32_t bits;
};

Form FormOf(uint8_t lead) {
  if (lead < 0x80) return {1, 0, lead};
  if (lead >= 0xC2 && lead < 0xE0) return {2, 0x80, lead & 0x1Fu};
  if (lead >= 0xE0 && lead < 0xF0) return {3, 0x800, lead & 0x0Fu};
  if (lead >= 0xF0 && lead < 0xF5) return {4, 0x10000, lead & 0x07u};
  return {0, 0, 0};
}

bool IsScalarValue(uint32_t character) {
  return character <= 0x10FFFF && (character < 0xD800 || character > 0xDFFF);
}

}  // namespace

uint32_t DecodeUtf8(std::string_view text, size_t& at) {
  const size_t start = at++;
  const Form form = FormOf(static_cast<uint8_t>(text[start]));
  if (form.size == 0 || text.size() - start < static_cast<size_t>(form.size)) return kReplacementCharacter;
  uint32_t character = form.bits;
  for (int i = 1; i < form.size; ++i) {
    const auto byte = static_cast<uint8_t>(text[start + static_cast<size_t>(i)]);
    if ((byte & 0xC0) != 0x80) return kReplacementCharacter;
    character = character << 6 | (byte & 0x3Fu);
  }
  if (character < form.smallest || !IsScalarValue(character)) return kReplacementCharacter;
  at = start + static_cast<size_t>(form.size);
  return character;
}

void AppendUtf8(std::string& out, uint32_t character) {
  if (!IsScalarValue(character)) character = kReplacementCharacter;
  if (character < 0x80) {
    out += static_cast<char>(character);
    return;
  }
  const int more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
  constexpr uint32_t kLeads[] = {0xC0, 0xE0, 0xF0};
  out += static_cast<char>(kLeads[more - 1] | character >> (6 * more));
  for (int i = more - 1; i >= 0; --i) out += static_cast<char>(0x80 | (character >> (6 * i) & 0x3F));
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string QuoteCharacter(uint32_t character) {
  static constexpr std::string_view kNamed = "\a\b\f\n\r\t\v\\";
  static constexpr std::string_view kNames = "abfnrtv\\";
  if (const size_t found = kNamed.find(static_cast<char>(character));
      character < 0x80 && found != kNamed.npos) {
    return {'\\', kNames[found]};
  }
  std::string out;
  const bool control = character < 0x20 || (character >= 0x7F && character < 0xA0);
  if (control && character < 0x80) {
    out += "\\x";
    AppendHex(out, character, 2);
  } else if (control || character == 0xA0 || character == 0xAD || character == 0xFEFF) {
    out += "\\u";
    AppendHex(out, character, 4);
  } else {
    AppendUtf8(out, character);
  }
  return out;
}

std::string QuoteText(std::string_view text) {
  std::string out = "\"";
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const uint32_t character = DecodeUtf8(text, at);
    if (character == kReplacementCharacter && at == start + 1) {
      out += "\\x";
      AppendHex(out, static_cast<uint8_t>(text[start]), 2);
    } else if (character == '"') {
      out += "\\\"";
    } else {
      out += QuoteCharacter(character);
    }
  }
  return out + '"';
}

}  // namespace pkgrepo::ytt
