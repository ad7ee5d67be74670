#include "packaging/specification.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"

namespace pkgrepo::packaging {

Specification ParseSpecification(const std::string& file, std::string_view text) {
  Specification specification;
  int number = 0;
  for (std::string_view line : SplitLines(text)) {
    ++number;
    if (line.empty()) continue;
    constexpr std::string_view kCall = "# Of ";
    if (line.starts_with(kCall)) {
      specification.call = line.substr(kCall.size());
      continue;
    }
    const size_t blank = std::min(line.find(' '), line.size());
    specification.words.push_back({.keyword = std::string(line.substr(0, blank)),
                                   .value = std::string(line.substr(std::min(blank + 1, line.size()))),
                                   .position = {.file = file, .line = number}});
  }
  return specification;
}

void RefuseWord(const SpecifiedWord& word, const std::string& what) {
  throw Error("'" + word.keyword + "' is no word of the specification of " + what).At(word.position);
}

}  // namespace pkgrepo::packaging
