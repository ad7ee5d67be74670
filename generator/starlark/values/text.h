// Characters and comparison results: helpers shared by the types.

#ifndef PKGREPO_STARLARK_VALUES_TEXT_H_
#define PKGREPO_STARLARK_VALUES_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "starlark/values/value.h"

namespace pkgrepo::starlark {

uint32_t HashBytes(std::string_view bytes);

// Whether `op` holds for a three-way comparison result.
inline bool CompareOrder(CompareOp op, int order) {
  switch (op) {
    case CompareOp::kEqual:
      return order == 0;
    case CompareOp::kNotEqual:
      return order != 0;
    case CompareOp::kLess:
      return order < 0;
    case CompareOp::kLessOrEqual:
      return order <= 0;
    case CompareOp::kGreater:
      return order > 0;
    case CompareOp::kGreaterOrEqual:
      return order >= 0;
  }
  return false;
}

std::string_view ToString(CompareOp op);
std::string_view ToString(BinaryOp op);

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

// The candidate most like `name`, or "" when none is near enough to be a misspelling of it.
std::string NearestName(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_TEXT_H_
