#include "go/yaml_key_order.h"

#include <cstddef>
#include <cstdint>

#include "base/ascii.h"
#include "base/utf8.h"
#include "go/unicode.h"

namespace pkgrepo::go {
namespace {

struct DigitRun {
  uint64_t value = 0;  // wraps around, as it does in Go
  size_t length = 0;
};

DigitRun ReadDigits(std::string_view text, uint64_t initial) {
  DigitRun run{initial};
  while (run.length < text.size() && IsDigit(static_cast<unsigned char>(text[run.length]))) {
    run.value = run.value * 10 + static_cast<uint64_t>(text[run.length] - '0');
    ++run.length;
  }
  return run;
}

}  // namespace

bool NaturalKeyLess(std::string_view a, std::string_view b) {
  bool after_nonzero_digit = false;  // within a run of digits, all leading zeros passed
  while (!a.empty() && !b.empty()) {
    size_t a_size = 0, b_size = 0;
    uint32_t a_char = DecodeUtf8(a, a_size), b_char = DecodeUtf8(b, b_size);
    if (a_char == b_char) {
      after_nonzero_digit = IsDigit(a_char) && (after_nonzero_digit || a_char != '0');
      a.remove_prefix(a_size);
      b.remove_prefix(b_size);
      continue;
    }
    bool a_letter = IsUnicodeLetter(a_char), b_letter = IsUnicodeLetter(b_char);
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
