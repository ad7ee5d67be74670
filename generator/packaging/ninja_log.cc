#include "packaging/ninja_log.h"

#include <charconv>

#include "base/strings.h"

namespace pkgrepo::packaging {

std::vector<NinjaLogEntry> ParseNinjaLog(std::string_view log) {
  std::vector<NinjaLogEntry> entries;
  for (const std::string_view line : SplitLines(log)) {
    const std::vector<std::string_view> words = Split(line, '\t');
    if (words.size() != 5) continue;
    const auto number = [](std::string_view word) {
      int64_t value = 0;
      std::from_chars(word.data(), word.data() + word.size(), value);
      return value;
    };
    entries.push_back({.start = number(words[0]),
                       .end = number(words[1]),
                       .time = number(words[2]),
                       .output = std::string(words[3])});
  }
  return entries;
}

}  // namespace pkgrepo::packaging
