// UTF-8, character by character.

#ifndef PKGREPO_BASE_UTF8_H_
#define PKGREPO_BASE_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pkgrepo {

inline constexpr uint32_t kInvalidCharacter = UINT32_MAX;
inline constexpr uint32_t kReplacementCharacter = 0xFFFD;

// The character at `offset`, which is moved behind it. kInvalidCharacter for a byte that begins no
// well-formed character; one byte is passed over then. Precondition: offset < text.size().
uint32_t DecodeUtf8(std::string_view text, size_t& offset);

// kReplacementCharacter for a surrogate, and for what is beyond U+10FFFF (kInvalidCharacter is).
void AppendUtf8(std::string& text, uint32_t character);

bool IsValidUtf8(std::string_view text);

// What editors of some systems put ahead of a text.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// `text` without one at its beginning.
std::string_view WithoutByteOrderMark(std::string_view text);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_UTF8_H_
