// Characters and their classes. Follows packages unicode and unicode/utf8, and strconv.IsPrint, of Go 1.21, which knows
// Unicode 15.0.0.
//
//   size_t length = 0;
//   DecodeRune("éa", length);    // U+00E9; length is 2
//   DecodeRune("\xC3a", length);  // kReplacementRune; length is 1
//   ToTitleRune(0x01C6);         // U+01C5

#ifndef PKGREPO_GO_UNICODE_H_
#define PKGREPO_GO_UNICODE_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace pkgrepo::go {

inline constexpr char32_t kReplacementRune = 0xFFFD;

// The character at the start of `text`, which must not be empty, and its length in bytes. Malformed UTF-8
// gives kReplacementRune of length 1.
char32_t DecodeRune(std::string_view text, size_t& length);
// Characters that have no encoding become kReplacementRune.
void AppendRune(std::string& out, char32_t rune);

// Letters, marks, numbers, punctuation, symbols and U+0020.
bool IsPrintableRune(char32_t rune);
bool IsLetterRune(char32_t rune);
// Decimal digits of any script.
bool IsDigitRune(char32_t rune);
bool IsSpaceRune(char32_t rune);
bool IsUpperRune(char32_t rune);
bool IsLowerRune(char32_t rune);
// A character without such a form stays as it is.
char32_t ToUpperRune(char32_t rune);
char32_t ToLowerRune(char32_t rune);
char32_t ToTitleRune(char32_t rune);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_UNICODE_H_
