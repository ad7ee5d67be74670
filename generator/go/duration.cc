#include "go/duration.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/ascii.h"
#include "base/error.h"

namespace pkgrepo::go {
namespace {

struct Unit {
  std::string_view name;
  uint64_t nanoseconds;
};
constexpr Unit kUnits[] = {
    {"ns", 1},         {"us", 1'000},        {"µs", 1'000},         {"μs", 1'000},
    {"ms", 1'000'000}, {"s", 1'000'000'000}, {"m", 60'000'000'000}, {"h", 3'600'000'000'000}};
constexpr uint64_t kLimit = uint64_t{1} << 63;

// The digits at the front of `text`, which are taken off; nullopt if they are too many.
std::optional<uint64_t> TakeInteger(std::string_view& text) {
  uint64_t value = 0;
  while (!text.empty() && IsDigit(text[0])) {
    if (value > kLimit / 10) return std::nullopt;
    value = value * 10 + static_cast<uint64_t>(text[0] - '0');
    if (value > kLimit) return std::nullopt;
    text.remove_prefix(1);
  }
  return value;
}

// A fraction in units of 1 / `scale`; digits beyond what fits are passed over.
struct Fraction {
  uint64_t value = 0;
  double scale = 1;
};

Fraction TakeFraction(std::string_view& text) {
  Fraction fraction;
  bool is_full = false;
  for (; !text.empty() && IsDigit(text[0]); text.remove_prefix(1)) {
    const uint64_t next = fraction.value * 10 + static_cast<uint64_t>(text[0] - '0');
    is_full = is_full || fraction.value > (kLimit - 1) / 10 || next > kLimit;
    if (is_full) continue;
    fraction.value = next;
    fraction.scale *= 10;
  }
  return fraction;
}

// The unit at the front of `text`, up to the next number, which is taken off.
std::string_view TakeUnit(std::string_view& text) {
  const std::string_view name = text.substr(0, text.find_first_of(".0123456789"));
  text.remove_prefix(name.size());
  return name;
}

// In double quotes, with control characters and what is beyond ASCII byte by byte as "\x0a".
std::string QuoteBytes(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    if (byte < ' ' || byte >= 0x80) {
      quoted += fmt::format("\\x{:02x}", byte);
      continue;
    }
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

const Unit* FindUnit(std::string_view name) {
  for (const Unit& unit : kUnits) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

// `nanoseconds` in units of 10^`digits` of them, with the rest as a decimal fraction.
std::string WithFraction(uint64_t nanoseconds, int digits) {
  std::string text = std::to_string(nanoseconds);
  if (digits == 0) return text;
  const auto fraction = static_cast<size_t>(digits);
  if (text.size() <= fraction) text.insert(0, fraction + 1 - text.size(), '0');
  text.insert(text.size() - fraction, 1, '.');
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::chrono::nanoseconds ParseDuration(const std::string& text) {
  const std::string quoted = QuoteBytes(text);
  const Error invalid("time: invalid duration " + quoted);
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  if (rest == "0") return std::chrono::nanoseconds(0);
  if (rest.empty()) throw invalid;
  uint64_t total = 0;
  while (!rest.empty()) {
    const bool has_digits = IsDigit(rest[0]);
    if (!has_digits && rest[0] != '.') throw invalid;
    const std::optional<uint64_t> whole = TakeInteger(rest);
    if (!whole) throw invalid;
    Fraction fraction;
    if (rest.starts_with('.')) {
      rest.remove_prefix(1);
      if (!has_digits && (rest.empty() || !IsDigit(rest[0]))) throw invalid;
      fraction = TakeFraction(rest);
    }
    const std::string_view name = TakeUnit(rest);
    if (name.empty()) throw Error("time: missing unit in duration " + quoted);
    const Unit* unit = FindUnit(name);
    if (unit == nullptr) {
      throw Error("time: unknown unit " + QuoteBytes(name) + " in duration " + quoted);
    }
    if (*whole > kLimit / unit->nanoseconds) throw invalid;
    const double part =
        static_cast<double>(fraction.value) * (static_cast<double>(unit->nanoseconds) / fraction.scale);
    const uint64_t added = *whole * unit->nanoseconds + static_cast<uint64_t>(part);
    if (added > kLimit || total > kLimit - added) throw invalid;
    total += added;
  }
  if (!negative && total == kLimit) throw invalid;
  return std::chrono::nanoseconds(static_cast<int64_t>(negative ? 0 - total : total));
}

std::string FormatDuration(std::chrono::nanoseconds duration) {
  const bool negative = duration.count() < 0;
  const auto count = static_cast<uint64_t>(duration.count());
  const uint64_t total = negative ? 0 - count : count;
  const std::string sign = negative ? "-" : "";
  if (total == 0) return "0s";
  if (total < 1'000) return sign + std::to_string(total) + "ns";
  if (total < 1'000'000) return sign + WithFraction(total, 3) + "µs";
  if (total < 1'000'000'000) return sign + WithFraction(total, 6) + "ms";
  constexpr uint64_t kMinute = 60'000'000'000;
  const uint64_t minutes = total / kMinute;
  std::string text = sign;
  if (minutes >= 60) text += std::to_string(minutes / 60) + "h";
  if (minutes > 0) text += std::to_string(minutes % 60) + "m";
  return text + WithFraction(total % kMinute, 9) + "s";
}

}  // namespace pkgrepo::go
