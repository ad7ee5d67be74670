// Kinds of ASCII characters, whatever the locale; every other byte is of none of them.

#ifndef PKGREPO_BASE_ASCII_H_
#define PKGREPO_BASE_ASCII_H_

#include <cstdint>

namespace pkgrepo {

constexpr bool IsDigit(uint32_t c) { return c >= '0' && c <= '9'; }
constexpr bool IsLowerLetter(uint32_t c) { return c >= 'a' && c <= 'z'; }
constexpr bool IsUpperLetter(uint32_t c) { return c >= 'A' && c <= 'Z'; }
constexpr bool IsLetter(uint32_t c) { return IsLowerLetter(c) || IsUpperLetter(c); }
constexpr bool IsAlphanumeric(uint32_t c) { return IsLetter(c) || IsDigit(c); }
constexpr bool IsHexDigit(uint32_t c) {
  return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_ASCII_H_
