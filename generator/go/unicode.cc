#include "go/unicode.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"
#include "go/unicode_tables.h"

namespace pkgrepo::go {
namespace {

RuneClass ClassOf(char32_t rune) {
  if (rune > 0x10FFFF) return RuneClass::kUnprintable;
  const std::span<const ClassRun> runs = ClassRuns();
  const auto next = std::upper_bound(runs.begin(), runs.end(), rune,
                                     [](char32_t value, const ClassRun& run) { return value < run.first; });
  const ClassRun& run = next[-1];
  if (run.runes != RuneClass::kUpperLower) return run.runes;
  return (rune - run.first) % 2 == 0 ? RuneClass::kUpper : RuneClass::kLower;
}

// `rune` with what its row of the table adds for `form`.
char32_t ToCase(char32_t rune, int32_t CaseRun::*form) {
  const std::span<const CaseRun> runs = CaseRuns();
  const auto run = std::lower_bound(runs.begin(), runs.end(), rune,
                                    [](const CaseRun& each, char32_t value) { return each.last < value; });
  if (run == runs.end() || rune < run->first) return rune;
  if (run->lower != kNext) return static_cast<char32_t>(static_cast<int32_t>(rune) + (*run).*form);
  const bool is_small = (rune - run->first) % 2 == 1;
  if (form == &CaseRun::lower) return is_small ? rune : rune + 1;
  return is_small ? rune - 1 : rune;
}

}  // namespace

char32_t DecodeRune(std::string_view text, size_t& length) {
  length = 0;
  const uint32_t character = DecodeUtf8(text, length);
  return character == kInvalidCharacter ? kReplacementRune : character;
}

void AppendRune(std::string& out, char32_t rune) { AppendUtf8(out, rune); }

bool IsPrintableRune(char32_t rune) {
  if (rune < 0x80) return rune >= 0x20 && rune < 0x7F;
  return ClassOf(rune) != RuneClass::kUnprintable;
}

bool IsLetterRune(char32_t rune) {
  if (rune < 0x80) return IsLetter(rune);
  return ClassOf(rune) >= RuneClass::kLetter;
}

bool IsDigitRune(char32_t rune) {
  if (rune < 0x80) return IsDigit(rune);
  return ClassOf(rune) == RuneClass::kDigit;
}

bool IsSpaceRune(char32_t rune) {
  if (rune < 0x80) return rune == ' ' || (rune >= '\t' && rune <= '\r');
  return rune == 0x85 || rune == 0xA0 || rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200A) ||
         rune == 0x2028 || rune == 0x2029 || rune == 0x202F || rune == 0x205F || rune == 0x3000;
}

bool IsUpperRune(char32_t rune) { return ClassOf(rune) == RuneClass::kUpper; }

bool IsLowerRune(char32_t rune) { return ClassOf(rune) == RuneClass::kLower; }

char32_t ToUpperRune(char32_t rune) {
  if (rune < 0x80) return IsLowerLetter(rune) ? rune - 'a' + 'A' : rune;
  return ToCase(rune, &CaseRun::upper);
}

char32_t ToLowerRune(char32_t rune) {
  if (rune < 0x80) return IsUpperLetter(rune) ? rune - 'A' + 'a' : rune;
  return ToCase(rune, &CaseRun::lower);
}

char32_t ToTitleRune(char32_t rune) {
  if (rune < 0x80) return ToUpperRune(rune);
  return ToCase(rune, &CaseRun::title);
}

}  // namespace pkgrepo::go
