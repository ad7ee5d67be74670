#include "go/float_text.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace pkgrepo::go {
namespace {

// value == 0.DIGITS * 10^point, with the fewest digits that read back as the same number.
struct Decimal {
  bool negative = false;
  std::string digits;
  int point = 0;
};

template <typename Float>
Decimal ShortestDecimal(Float value) {
  char text[32];
  char* end =
      std::to_chars(text, text + sizeof text - 1, std::fabs(value), std::chars_format::scientific).ptr;
  *end = '\0';
  std::string_view scientific(text, static_cast<size_t>(end - text));
  size_t e = scientific.find('e');
  Decimal decimal;
  decimal.negative = std::signbit(value);
  for (char c : scientific.substr(0, e)) {
    if (c != '.') decimal.digits += c;
  }
  decimal.point = value == 0 ? 1 : std::atoi(scientific.data() + e + 1) + 1;
  return decimal;
}

std::string Positional(const Decimal& decimal) {
  std::string text = decimal.negative ? "-" : "";
  int length = static_cast<int>(decimal.digits.size());
  if (decimal.point <= 0)
    return text + "0." + std::string(static_cast<size_t>(-decimal.point), '0') + decimal.digits;
  if (decimal.point >= length) {
    return text + decimal.digits + std::string(static_cast<size_t>(decimal.point - length), '0');
  }
  size_t point = static_cast<size_t>(decimal.point);
  return text + decimal.digits.substr(0, point) + '.' + decimal.digits.substr(point);
}

std::string Scientific(const Decimal& decimal, size_t exponent_digits) {
  std::string text = decimal.negative ? "-" : "";
  text += decimal.digits[0];
  if (decimal.digits.size() > 1) text += '.' + decimal.digits.substr(1);
  int exponent = decimal.point - 1;
  std::string digits = std::to_string(std::abs(exponent));
  if (digits.size() < exponent_digits) digits.insert(0, exponent_digits - digits.size(), '0');
  return text + (exponent < 0 ? "e-" : "e+") + digits;
}

std::string Shortest(const Decimal& decimal) {
  int exponent = decimal.point - 1;
  return exponent < -4 || exponent >= 6 ? Scientific(decimal, 2) : Positional(decimal);
}

}  // namespace

std::string FormatJsonFloat(double value) {
  double magnitude = std::fabs(value);
  Decimal decimal = ShortestDecimal(value);
  if (magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21)) return Scientific(decimal, 1);
  return Positional(decimal);
}

std::string FormatShortestFloat(double value) { return Shortest(ShortestDecimal(value)); }

std::string FormatShortestFloat(float value) { return Shortest(ShortestDecimal(value)); }

std::string FormatYamlNumber(double value) {
  if (value == 0) return "0";
  constexpr double kTwoTo63 = 9223372036854775808.0, kTwoTo64 = 18446744073709551616.0;
  bool fits_integer = value == std::trunc(value) && value > -kTwoTo63 && value < kTwoTo64;
  return fits_integer ? Positional(ShortestDecimal(value)) : FormatShortestFloat(value);
}

}  // namespace pkgrepo::go
