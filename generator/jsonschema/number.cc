#include "jsonschema/number.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/ascii.h"

namespace pkgrepo::jsonschema {
namespace {

using nlohmann::json;
__extension__ using Wide = unsigned __int128;

// digits · 10^exponent. Those of a 64-bit integer, and the shortest that tell a float64 from its neighbours, fit.
struct Decimal {
  uint64_t digits = 0;
  int exponent = 0;
};

// The magnitude.
Decimal DecimalOf(const json& number) {
  char text[64];
  const auto written =
      number.is_number_unsigned() ? std::to_chars(text, std::end(text), number.get<uint64_t>())
      : number.is_number_integer()
          ? std::to_chars(text, std::end(text), number.get<int64_t>())
          : std::to_chars(text, std::end(text), number.get<double>(), std::chars_format::scientific);
  Decimal decimal;
  const std::string_view all(text, static_cast<size_t>(written.ptr - text));
  const size_t mantissa_end = std::min(all.find('e'), all.size());
  bool is_fraction = false;
  for (const char c : all.substr(0, mantissa_end)) {
    if (c == '.') {
      is_fraction = true;
    } else if (IsDigit(c)) {
      decimal.digits = decimal.digits * 10 + static_cast<uint64_t>(c - '0');
      if (is_fraction) --decimal.exponent;
    }
  }
  if (mantissa_end < all.size())
    decimal.exponent += std::atoi(std::string(all.substr(mantissa_end + 1)).c_str());
  return decimal;
}

}  // namespace

bool IsInteger(const json& number) {
  if (!number.is_number_float()) return true;
  const double value = number.get<double>();
  return std::isfinite(value) && std::trunc(value) == value;
}

std::partial_ordering CompareNumbers(const json& a, const json& b) {
  if (a.is_number_float() || b.is_number_float()) {
    const auto wide = [](const json& number) {
      return number.is_number_float()      ? static_cast<long double>(number.get<double>())
             : number.is_number_unsigned() ? static_cast<long double>(number.get<uint64_t>())
                                           : static_cast<long double>(number.get<int64_t>());
    };
    return wide(a) <=> wide(b);
  }
  const auto is_negative = [](const json& number) {
    return !number.is_number_unsigned() && number.get<int64_t>() < 0;
  };
  if (is_negative(a) != is_negative(b))
    return is_negative(a) ? std::partial_ordering::less : std::partial_ordering::greater;
  if (is_negative(a)) return a.get<int64_t>() <=> b.get<int64_t>();
  return a.get<uint64_t>() <=> b.get<uint64_t>();
}

bool IsMultiple(const json& number, const json& divisor) {
  const auto is_finite = [](const json& n) { return !n.is_number_float() || std::isfinite(n.get<double>()); };
  if (!is_finite(number) || !is_finite(divisor)) return false;
  Decimal value = DecimalOf(number);
  const Decimal unit = DecimalOf(divisor);
  if (value.digits == 0) return true;
  for (; value.exponent < unit.exponent; ++value.exponent) {
    if (value.digits % 10 != 0) break;
    value.digits /= 10;
  }
  if (value.exponent < unit.exponent) {
    // The unit is N · 10^k of the value's last digit, which is not 0: no multiple ends there.
    return false;
  }
  Wide rest = value.digits % unit.digits;
  for (; value.exponent > unit.exponent && rest != 0; --value.exponent) rest = rest * 10 % unit.digits;
  return rest == 0;
}

}  // namespace pkgrepo::jsonschema
