// Reading UTF-8 character by character.

#ifndef PKGREPO_YAML_JSON_YAML_UTF8_H_
#define PKGREPO_YAML_JSON_YAML_UTF8_H_

#include <cstddef>
#include <string_view>

namespace pkgrepo::yaml {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// The first character of `text`, which is not empty; `*size` is set to its number of bytes. A byte that
// begins no well-formed character gives kReplacementCharacter with size 1, as in Go.
char32_t DecodeUtf8(std::string_view text, size_t* size);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_JSON_YAML_UTF8_H_
