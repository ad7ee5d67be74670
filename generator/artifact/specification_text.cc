#include "artifact/specification_text.h"

#include <algorithm>

#include "base/strings.h"

namespace pkgrepo::artifact {

std::vector<SpecificationLine> ReadSpecification(const std::string& file, std::string_view text) {
  std::vector<SpecificationLine> lines;
  int number = 0;
  for (std::string_view line : SplitLines(text)) {
    ++number;
    if (line.empty()) continue;
    const size_t blank = std::min(line.find(' '), line.size());
    std::string_view value = line.substr(std::min(blank + 1, line.size()));
    if (line.starts_with("# Of ")) value = line.substr(5);
    lines.push_back({.keyword = std::string(line.substr(0, blank)),
                     .value = std::string(value),
                     .position = {.file = file, .line = number}});
  }
  return lines;
}

}  // namespace pkgrepo::artifact
