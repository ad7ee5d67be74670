// Characters and their classes, as Go's unicode and unicode/utf8 have them.

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

bool IsPrintableRune(char32_t rune);
bool IsLetterRune(char32_t rune);
bool IsDigitRune(char32_t rune);
bool IsSpaceRune(char32_t rune);
bool IsUpperRune(char32_t rune);
bool IsLowerRune(char32_t rune);
char32_t ToUpperRune(char32_t rune);
char32_t ToLowerRune(char32_t rune);
char32_t ToTitleRune(char32_t rune);

// Whether `c` is of a Unicode letter category.
bool IsUnicodeLetter(char32_t c);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_UNICODE_H_
