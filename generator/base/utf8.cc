#include "base/utf8.h"

#include <cstring>

namespace pkgrepo {
namespace {

// How many bytes a character takes by its first one; 0 for one that begins none.
size_t Length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if ((first & 0xF0) == 0xE0) return 3;
  return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

bool HasEncoding(uint32_t character) {
  return character <= 0x10FFFF && (character < 0xD800 || character > 0xDFFF);
}

}  // namespace

uint32_t DecodeUtf8(std::string_view text, size_t& offset) {
  const auto first = static_cast<unsigned char>(text[offset]);
  const size_t length = Length(first);
  if (length == 1) {
    ++offset;
    return first;
  }
  if (length == 0 || text.size() - offset < length) {
    ++offset;
    return kInvalidCharacter;
  }
  uint32_t character = first & (0x7Fu >> length);
  for (size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[offset + i]);
    if ((byte & 0xC0) != 0x80) {
      ++offset;
      return kInvalidCharacter;
    }
    character = character << 6 | (byte & 0x3Fu);
  }
  const bool overlong = (length == 3 && character < 0x800) || (length == 4 && character < 0x10000);
  if (overlong || !HasEncoding(character)) {
    ++offset;
    return kInvalidCharacter;
  }
  offset += length;
  return character;
}

void AppendUtf8(std::string& text, uint32_t character) {
  if (!HasEncoding(character)) character = kReplacementCharacter;
  const auto append = [&](uint32_t byte) { text += static_cast<char>(byte); };
  if (character < 0x80) return append(character);
  if (character < 0x800) {
    append(0xC0 | character >> 6);
  } else {
    if (character < 0x10000) {
      append(0xE0 | character >> 12);
    } else {
      append(0xF0 | character >> 18);
      append(0x80 | (character >> 12 & 0x3F));
    }
    append(0x80 | (character >> 6 & 0x3F));
  }
  append(0x80 | (character & 0x3F));
}

bool IsValidUtf8(std::string_view text) {
  size_t offset = 0;
  while (offset < text.size()) {
    // Most text is ASCII: eight bytes at a time.
    uint64_t word;
    while (text.size() - offset >= sizeof word) {
      std::memcpy(&word, text.data() + offset, sizeof word);
      if ((word & 0x8080808080808080u) != 0) break;
      offset += sizeof word;
    }
    if (offset < text.size() && DecodeUtf8(text, offset) == kInvalidCharacter) return false;
  }
  return true;
}

std::string_view WithoutByteOrderMark(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

}  // namespace pkgrepo
