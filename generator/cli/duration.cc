#include "cli/duration.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.h"

namespace pkgrepo::cli {
namespace {

struct Unit {
  std::string_view name;
  double nanoseconds;
};
constexpr Unit kUnits[] = {{"ns", 1},  {"us", 1e3}, {"µs", 1e3},  {"ms", 1e6},
                           {"s", 1e9}, {"m", 60e9}, {"h", 3600e9}};
constexpr double kLimit = 9.2e18;  // what 64 bits of nanoseconds hold

}  // namespace

std::chrono::nanoseconds ParseDuration(const std::string& text) {
  const std::string quoted = '"' + text + '"';
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  if (rest == "0") return std::chrono::nanoseconds(0);
  if (rest.empty()) throw Error("time: invalid duration " + quoted);
  double total = 0;
  while (!rest.empty()) {
    const size_t number = rest.find_first_not_of("0123456789.");
    if (number == 0 || rest.substr(0, number) == ".") throw Error("time: invalid duration " + quoted);
    if (number == std::string_view::npos) throw Error("time: missing unit in duration " + quoted);
    const double value = std::strtod(std::string(rest.substr(0, number)).c_str(), nullptr);
    rest.remove_prefix(number);
    const std::string_view name = rest.substr(0, rest.find_first_of("0123456789."));
    const Unit* unit = nullptr;
    for (const Unit& candidate : kUnits) {
      if (candidate.name == name) unit = &candidate;
    }
    if (unit == nullptr)
      throw Error("time: unknown unit \"" + std::string(name) + "\" in duration " + quoted);
    rest.remove_prefix(name.size());
    total += value * unit->nanoseconds;
    if (total > kLimit) throw Error("time: invalid duration " + quoted);
  }
  return std::chrono::nanoseconds(static_cast<int64_t>(negative ? -total : total));
}

std::string FormatDuration(std::chrono::nanoseconds duration) {
  const int64_t milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
  if (milliseconds % 1000 != 0) return std::to_string(milliseconds) + "ms";
  const int64_t seconds = milliseconds / 1000;
  std::string text;
  if (seconds >= 3600) text += std::to_string(seconds / 3600) + "h";
  if (seconds >= 60) text += std::to_string(seconds / 60 % 60) + "m";
  return text + std::to_string(seconds % 60) + "s";
}

}  // namespace pkgrepo::cli
