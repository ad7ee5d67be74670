#include "yaml/character_check.h"

#include <cstdint>

#include "base/error.h"
#include "base/utf8.h"

namespace pkgrepo::yaml {
namespace {

bool IsAllowedAscii(unsigned char c) {
  return (c >= 0x20 && c <= 0x7E) || c == '\n' || c == '\r' || c == '\t';
}

// Whether a whole block of bytes is allowed; without branches, so that it is computed for many at a time.
constexpr size_t kBlock = 32;
bool IsAllowedBlock(const char* bytes) {
  unsigned char refused = 0;
  for (size_t i = 0; i < kBlock; ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    const bool control = (c < 0x20) & (c != '\n') & (c != '\r') & (c != '\t');
    refused |= static_cast<unsigned char>(control | (c >= 0x7F));
  }
  return refused == 0;
}

bool IsAllowed(uint32_t c) {
  return c == 0x85 || (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

size_t LengthByFirst(unsigned char first) {
  if ((first & 0xE0) == 0xC0) return 2;
  if ((first & 0xF0) == 0xE0) return 3;
  return (first & 0xF8) == 0xF0 ? 4 : 0;
}

[[noreturn]] void ThrowMalformed(std::string_view text, size_t offset) {
  const size_t length = LengthByFirst(static_cast<unsigned char>(text[offset]));
  if (length == 0) throw Error("invalid leading UTF-8 octet");
  for (size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[offset + i]) & 0xC0) != 0x80)
      throw Error("invalid trailing UTF-8 octet");
  }
  // What is left are surrogates, characters beyond the last one, and those written longer than needed.
  const auto first = static_cast<unsigned char>(text[offset]);
  const auto second = static_cast<unsigned char>(text[offset + 1]);
  const bool beyond = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90) || first > 0xF4;
  throw Error(beyond ? "invalid Unicode character" : "invalid length of a UTF-8 sequence");
}

}  // namespace

size_t CheckCharacters(std::string_view text, size_t start, size_t end) {
  size_t offset = start;
  while (offset < end) {
    while (end - offset >= kBlock && IsAllowedBlock(text.data() + offset)) offset += kBlock;
    if (offset == end) break;
    const auto c = static_cast<unsigned char>(text[offset]);
    if (IsAllowedAscii(c)) {
      ++offset;
      continue;
    }
    const size_t character_start = offset;
    if (text.size() - offset < LengthByFirst(c)) break;
    const uint32_t character = DecodeUtf8(text, offset);
    if (character == kInvalidCharacter) ThrowMalformed(text, character_start);
    if (!IsAllowed(character)) throw Error("control characters are not allowed");
  }
  return offset;
}

}  // namespace pkgrepo::yaml
