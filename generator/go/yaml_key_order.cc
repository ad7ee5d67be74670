#include "go/yaml_key_order.h"

#include <cstddef>
#include <cstdint>

#include "go/unicode.h"

namespace pkgrepo::go {
namespace {

struct DigitRun {
  uint64_t value = 0;  // wraps around, as it does in Go
  size_t length = 0;   // in characters
};

DigitRun ReadDigits(std::string_view text, uint64_t initial) {
  DigitRun run{initial};
  for (size_t size = 0; !text.empty(); text.remove_prefix(size)) {
    const char32_t digit = DecodeRune(text, size);
    if (!IsDigitRune(digit)) break;
    run.value = run.value * 10 + (digit - '0');  // whatever the script
    ++run.length;
  }
  return run;
}

}  // namespace

bool NaturalKeyLess(std::string_view a, std::string_view b) {
  bool after_nonzero_digit = false;  // within a run of digits, all leading zeros passed
  while (!a.empty() && !b.empty()) {
    size_t a_size = 0, b_size = 0;
    const char32_t a_char = DecodeRune(a, a_size), b_char = DecodeRune(b, b_size);
    if (a_char == b_char) {
      after_nonzero_digit = IsDigitRune(a_char) && (after_nonzero_digit || a_char != '0');
      a.remove_prefix(a_size);
      b.remove_prefix(b_size);
      continue;
    }
    bool a_letter = IsLetterRune(a_char), b_letter = IsLetterRune(b_char);
    if (a_letter && b_letter) return a_char < b_char;
    if (a_letter || b_letter) return b_letter;

    // A zero that follows other digits counts as a digit of that number, not as a leading zero.
    uint64_t initial = (a_char == '0' || b_char == '0') && after_nonzero_digit ? 1 : 0;
    DigitRun a_run = ReadDigits(a, initial), b_run = ReadDigits(b, initial);
    if (a_run.value != b_run.value) {
      return static_cast<int64_t>(a_run.value) < static_cast<int64_t>(b_run.value);
    }
    if (a_run.length != b_run.length) return a_run.length < b_run.length;
    return a_char < b_char;
  }
  return a.empty() && !b.empty();
}

}  // namespace pkgrepo::go
