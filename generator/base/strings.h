// Small text helpers that the standard library lacks.

#ifndef PKGREPO_BASE_STRINGS_H_
#define PKGREPO_BASE_STRINGS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo {

// The parts between every `separator`; always one more than there are separators, so "" gives {""}.
std::vector<std::string_view> Split(std::string_view text, char separator);

// The lines of `text` without their "\n"; a newline at the very end opens no further line, so "" gives {}.
std::vector<std::string_view> SplitLines(std::string_view text);

std::string Join(const std::vector<std::string>& parts, std::string_view separator);

// Without ASCII white space at both ends.
std::string_view Trim(std::string_view text);

std::string ReplaceAll(std::string_view text, std::string_view from, std::string_view to);

// ASCII letters only; other bytes stay.
std::string ToLower(std::string_view text);

// The value of a hexadecimal digit; -1 if `c` is not one.
int HexValue(char c);

// The number of single-character edits that turn `a` into `b` (Levenshtein).
size_t EditDistance(std::string_view a, std::string_view b);

// The candidate nearest to `word`, if one is near enough to be what was meant. Ties go to the earlier
// candidate.
std::optional<std::string> ClosestMatch(std::string_view word, const std::vector<std::string>& candidates);

// Standard base64 with padding (RFC 4648 section 4).
std::string Base64Encode(std::string_view bytes);
// nullopt if `text` has a character outside the alphabet or wrong padding.
std::optional<std::string> Base64Decode(std::string_view text);

// `text` as one word of a command for sh: as it is, or in single quotes where it has to be.
std::string ShellWord(std::string_view text);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_STRINGS_H_
