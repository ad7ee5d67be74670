#include "go/spell.h"

#include "base/strings.h"

namespace pkgrepo::go {
namespace {

std::string Fold(std::string_view name) {
  std::string folded;
  for (const char c : ToLower(name)) {
    if (c != '_') folded += c;
  }
  return folded;
}

}  // namespace

std::string NearestName(std::string_view name, const std::vector<std::string>& candidates) {
  const std::string folded = Fold(name);
  size_t limit = (folded.size() + 1) / 2;
  std::string best;
  for (const std::string& candidate : candidates) {
    const size_t distance = EditDistance(folded, Fold(candidate));
    if (distance < limit) {
      limit = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace pkgrepo::go
