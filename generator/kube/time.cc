#include "kube/time.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/ascii.h"
#include "base/error.h"
#include "go/duration.h"

namespace pkgrepo::kube {
namespace {

// Reads a text from its front; once something is missing, all that follows is.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) : rest_(rest) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  // A number of `least` to `most` digits.
  int Number(size_t least, size_t most) {
    int value = 0;
    size_t count = 0;
    for (; count < most && StartsWithDigit(); ++count) {
      value = value * 10 + (rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    ok_ = ok_ && count >= least;
    return value;
  }

  // One digit at least, and all that follow.
  void Digits() {
    ok_ = ok_ && StartsWithDigit();
    while (StartsWithDigit()) rest_.remove_prefix(1);
  }

  void Expect(char c) { ok_ = Skip(c) && ok_; }

  bool Skip(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

 private:
  bool StartsWithDigit() const { return !rest_.empty() && IsDigit(rest_[0]); }

  std::string_view rest_;
  bool ok_ = true;
};

int DaysIn(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

bool IsTime(std::string_view text) {
  Cursor cursor(text);
  const int year = cursor.Number(4, 4);
  cursor.Expect('-');
  const int month = cursor.Number(2, 2);
  cursor.Expect('-');
  const int day = cursor.Number(2, 2);
  cursor.Expect('T');
  const int hour = cursor.Number(1, 2);
  cursor.Expect(':');
  const int minute = cursor.Number(2, 2);
  cursor.Expect(':');
  const int second = cursor.Number(2, 2);
  if (cursor.Skip('.') || cursor.Skip(',')) cursor.Digits();
  if (!cursor.Skip('Z')) {
    if (!cursor.Skip('-')) cursor.Expect('+');
    const int hours = cursor.Number(2, 2);
    cursor.Expect(':');
    if (cursor.Number(2, 2) > 60 || hours > 24) return false;
  }
  return cursor.ok() && cursor.at_end() && month >= 1 && month <= 12 && day >= 1 &&
         day <= DaysIn(year, month) && hour < 24 && minute < 60 && second < 60;
}

}  // namespace

NameFault TimeFault(std::string_view text) {
  if (IsTime(text)) return std::nullopt;
  return "is not a time such as 2022-06-01T12:00:00Z";
}

std::string TimeOfSeconds(std::string_view seconds) {
  using std::chrono::floor;
  constexpr size_t kMostDigits = 12;
  const bool is_number = !seconds.empty() && seconds.size() <= kMostDigits &&
                         std::all_of(seconds.begin(), seconds.end(), [](char c) { return IsDigit(c); });
  const std::chrono::sys_seconds time{std::chrono::seconds(is_number ? std::stoll(std::string(seconds)) : 0)};
  const auto day = floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  const std::string text =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                  clock.minutes().count(), clock.seconds().count());
  if (!is_number || !IsTime(text)) {
    throw Error("'" + std::string(seconds) + "' is not a time in seconds since 1970");
  }
  return text;
}

NameFault DurationFault(std::string_view text) {
  try {
    go::ParseDuration(std::string(text));
    return std::nullopt;
  } catch (const Error&) {
    return "is not a duration such as 10m or 1h30m";
  }
}

}  // namespace pkgrepo::kube
