#include "yaml/timestamp.h"

#include <cstddef>

#include "base/ascii.h"

namespace pkgrepo::yaml {
namespace {

// Takes a number of `least` to `most` digits off the front of `text`; -1 if there is none.
int TakeNumber(std::string_view& text, size_t least, size_t most) {
  int number = 0;
  size_t digits = 0;
  while (digits < most && digits < text.size() && IsDigit(text[digits]))
    number = number * 10 + (text[digits++] - '0');
  if (digits < least) return -1;
  text.remove_prefix(digits);
  return number;
}

bool Take(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

int DaysIn(int year, int month) {
  if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool TakeDate(std::string_view& text) {
  const int year = TakeNumber(text, 4, 4);
  if (year < 0 || !Take(text, '-')) return false;
  const int month = TakeNumber(text, 1, 2);
  if (month < 1 || month > 12 || !Take(text, '-')) return false;
  const int day = TakeNumber(text, 1, 2);
  return day >= 1 && day <= DaysIn(year, month);
}

bool TakeTime(std::string_view& text) {
  const int hour = TakeNumber(text, 1, 2);
  if (hour < 0 || hour > 23 || !Take(text, ':')) return false;
  const int minute = TakeNumber(text, 1, 2);
  if (minute < 0 || minute > 59 || !Take(text, ':')) return false;
  const int second = TakeNumber(text, 1, 2);
  if (second < 0 || second > 59) return false;
  if (text.size() > 1 && (text[0] == '.' || text[0] == ',') && IsDigit(text[1])) {
    text.remove_prefix(1);
    while (!text.empty() && IsDigit(text[0])) text.remove_prefix(1);
  }
  return true;
}

bool TakeZone(std::string_view& text) {
  if (Take(text, 'Z')) return true;
  if (!Take(text, '+') && !Take(text, '-')) return false;
  const int hours = TakeNumber(text, 2, 2);
  return hours >= 0 && hours <= 24 && Take(text, ':') && TakeNumber(text, 2, 2) >= 0;
}

}  // namespace

bool IsTimestamp(std::string_view text) {
  if (text.size() < 8 || text[4] != '-' || !TakeDate(text)) return false;
  if (text.empty()) return true;
  if (Take(text, 'T') || Take(text, 't')) return TakeTime(text) && TakeZone(text) && text.empty();
  return Take(text, ' ') && TakeTime(text) && text.empty();
}

}  // namespace pkgrepo::yaml
