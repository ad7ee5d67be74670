#include "go/number.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "go/quote.h"

namespace pkgrepo::go {
namespace {

[[noreturn]] void ThrowNumberError(std::string_view function, std::string_view text,
                                   std::string_view reason) {
  throw Error("strconv." + std::string(function) + ": parsing " + QuoteText(text) + ": " +
              std::string(reason));
}

bool SkipSign(std::string_view& text) {
  const bool has_sign = text.starts_with('+') || text.starts_with('-');
  if (has_sign) text.remove_prefix(1);
  return has_sign;
}

// 16, 8 or 2 after "0x", "0o", "0b", which are taken off; else 0.
int TakePrefix(std::string_view& digits) {
  if (digits.size() < 2 || digits[0] != '0') return 0;
  const char letter = static_cast<char>(digits[1] | 0x20);
  const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  if (base != 0) digits.remove_prefix(2);
  return base;
}

// Whether each underscore stands between digits; a prefix counts as one.
bool HasGoodUnderscores(std::string_view text) {
  SkipSign(text);
  const int base = TakePrefix(text);
  bool after_digit = base != 0, after_underscore = false;
  for (const char c : text) {
    const bool is_digit = base == 16 ? IsHexDigit(c) : IsDigit(c);
    if (c == '_' ? !after_digit : after_underscore && !is_digit) return false;
    after_digit = is_digit;
    after_underscore = c == '_';
  }
  return !after_underscore;
}

bool IsInfinityOrNan(std::string_view text) {
  const std::string word = ToLower(text);
  if (word == "nan") return true;
  std::string_view rest = word;
  SkipSign(rest);
  return rest == "inf" || rest == "infinity";
}

// Digits with or without a point; in base 16 a binary exponent must follow, in base 10 a decimal one may.
bool HasFloatSyntax(std::string_view text) {
  SkipSign(text);
  const bool is_hex = text.starts_with("0x") || text.starts_with("0X");
  if (is_hex) text.remove_prefix(2);
  const auto take_digits = [&text](bool hex) {
    size_t count = 0;
    while (count < text.size() && (hex ? IsHexDigit(text[count]) : IsDigit(text[count]))) ++count;
    text.remove_prefix(count);
    return count;
  };
  size_t digits = take_digits(is_hex);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits += take_digits(is_hex);
  }
  if (digits == 0) return false;
  if (text.empty()) return !is_hex;
  if ((text[0] | 0x20) != (is_hex ? 'p' : 'e')) return false;
  text.remove_prefix(1);
  SkipSign(text);
  return take_digits(false) > 0 && text.empty();
}

}  // namespace

double ParseFloat(std::string_view text) {
  if (IsInfinityOrNan(text)) return std::strtod(std::string(text).c_str(), nullptr);
  const std::string digits = ReplaceAll(text, "_", "");
  if (!HasFloatSyntax(digits) || (digits.size() < text.size() && !HasGoodUnderscores(text))) {
    ThrowNumberError("ParseFloat", text, "invalid syntax");
  }
  const double value = std::strtod(digits.c_str(), nullptr);
  if (std::isinf(value)) ThrowNumberError("ParseFloat", text, "value out of range");
  return value;
}

int64_t ParseInt(std::string_view text, int bits) {
  const std::string joined = ReplaceAll(text, "_", "");
  std::string_view digits = joined;
  const bool negative = digits.starts_with('-');
  SkipSign(digits);
  int base = TakePrefix(digits);
  if (base == 0) base = digits.size() > 1 && digits[0] == '0' ? 8 : 10;
  uint64_t magnitude = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, base);
  // Digits too many are noticed before what may follow them.
  if (code == std::errc::result_out_of_range) ThrowNumberError("ParseInt", text, "value out of range");
  const bool is_valid = end == digits.data() + digits.size() && code == std::errc();
  if (!is_valid || (joined.size() < text.size() && !HasGoodUnderscores(text))) {
    ThrowNumberError("ParseInt", text, "invalid syntax");
  }
  const uint64_t limit = uint64_t{1} << (bits - 1);
  if (magnitude > (negative ? limit : limit - 1)) ThrowNumberError("ParseInt", text, "value out of range");
  return static_cast<int64_t>(negative ? 0 - magnitude : magnitude);
}

bool ParseBool(std::string_view text) {
  for (const std::string_view word : {"1", "t", "T", "TRUE", "true", "True"}) {
    if (text == word) return true;
  }
  for (const std::string_view word : {"0", "f", "F", "FALSE", "false", "False"}) {
    if (text == word) return false;
  }
  ThrowNumberError("ParseBool", text, "invalid syntax");
}

}  // namespace pkgrepo::go
