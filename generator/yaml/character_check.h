// Which characters a YAML text may consist of.

#ifndef PKGREPO_YAML_CHARACTER_CHECK_H_
#define PKGREPO_YAML_CHARACTER_CHECK_H_

#include <cstddef>
#include <string_view>

namespace pkgrepo::yaml {

// Checks the characters that begin in the bytes from `start` to `end`; returns where the last of them ends,
// which is ahead of `end` if the text ends within a character. Throws Error for other bytes that are no
// UTF-8, and for control characters.
size_t CheckCharacters(std::string_view text, size_t start, size_t end);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_CHARACTER_CHECK_H_
