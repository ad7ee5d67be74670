// The tables that unicode.cc looks into: classes of characters, and their capital and small forms.

#ifndef PKGREPO_GO_UNICODE_TABLES_H_
#define PKGREPO_GO_UNICODE_TABLES_H_

#include <cstdint>
#include <span>

namespace pkgrepo::go {

enum class RuneClass : uint8_t {
  kUnprintable,
  kPrintable,   // marks, numbers, punctuation and symbols
  kDigit,       // decimal digits
  kLetter,      // letters that are neither of the following
  kUpper,       // capital letters
  kLower,       // small letters
  kUpperLower,  // capital and small letters by turns, a capital one first
};

struct ClassRun {
  char32_t first;
  RuneClass runes;
};

// In CaseRun: capital and small letters by turns, each with its partner next to it.
inline constexpr int32_t kNext = INT32_MAX;

// Characters with other forms, and what is added to get these.
struct CaseRun {
  char32_t first, last;
  int32_t upper, lower, title;
};

// Both in ascending order. The classes cover all characters: a run ends where the next one begins.
std::span<const ClassRun> ClassRuns();
std::span<const CaseRun> CaseRuns();

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_UNICODE_TABLES_H_
