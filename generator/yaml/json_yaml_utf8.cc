#include "yaml/json_yaml_utf8.h"

namespace pkgrepo::yaml {
namespace {

// The number of bytes that a leading byte promises, and the smallest code point that needs so many; 0 for a
// byte that leads nothing.
int SequenceLength(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

bool IsWellFormed(char32_t c, int length) {
  if (length == 3) return c >= 0x800 && (c < 0xD800 || c > 0xDFFF);
  if (length == 4) return c >= 0x10000 && c <= 0x10FFFF;
  return true;
}

}  // namespace

char32_t DecodeUtf8(std::string_view text, size_t* size) {
  unsigned char lead = static_cast<unsigned char>(text[0]);
  *size = 1;
  if (lead < 0x80) return lead;
  int length = SequenceLength(lead);
  if (length == 0 || text.size() < static_cast<size_t>(length)) return kReplacementCharacter;
  char32_t c = lead & (0xFF >> (length + 1));
  for (int i = 1; i < length; ++i) {
    unsigned char byte = static_cast<unsigned char>(text[static_cast<size_t>(i)]);
    if ((byte & 0xC0) != 0x80) return kReplacementCharacter;
    c = (c << 6) | (byte & 0x3F);
  }
  if (!IsWellFormed(c, length)) return kReplacementCharacter;
  *size = static_cast<size_t>(length);
  return c;
}

}  // namespace pkgrepo::yaml
