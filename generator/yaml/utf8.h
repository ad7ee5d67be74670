// UTF-8, character by character.

#ifndef PKGREPO_YAML_UTF8_H_
#define PKGREPO_YAML_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pkgrepo::yaml {

inline constexpr uint32_t kInvalidCharacter = UINT32_MAX;

// The character at `offset`, which is moved behind it. kInvalidCharacter for a byte that begins no
// well-formed character; one byte is passed over then. Precondition: offset < text.size().
uint32_t DecodeUtf8(std::string_view text, size_t& offset);

// Precondition: `character` is at most 0x10FFFF.
void AppendUtf8(std::string& text, uint32_t character);

bool IsValidUtf8(std::string_view text);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_UTF8_H_
