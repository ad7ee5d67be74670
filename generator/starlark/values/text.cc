#include "starlark/values/text.h"

#include "base/strings.h"

namespace pkgrepo::starlark {

namespace {

char FoldCase(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

uint32_t HashBytes(std::string_view bytes) {
  uint64_t hash = 0x9E3779B97F4A7C15u ^ bytes.size();
  for (char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3u;
  hash ^= hash >> 29;
  hash *= 0xBF58476D1CE4E5B9u;
  return static_cast<uint32_t>(hash >> 32);
}

std::string_view ToString(CompareOp op) {
  static constexpr std::string_view kNames[] = {"==", "!=", "<", "<=", ">", ">="};
  return kNames[static_cast<size_t>(op)];
}

std::string_view ToString(BinaryOp op) {
  static constexpr std::string_view kNames[] = {"+", "-", "*",  "/",  "//", "%",     "&",
                                                "|", "^", "<<", ">>", "in", "not in"};
  return kNames[static_cast<size_t>(op)];
}

std::string NearestName(std::string_view name, const std::vector<std::string>& candidates) {
  std::string folded;
  for (char c : name) {
    if (c != '_') folded += FoldCase(c);
  }
  size_t limit = (folded.size() + 1) / 2;
  std::string best;
  for (const std::string& candidate : candidates) {
    std::string folded_candidate;
    for (char c : candidate) {
      if (c != '_') folded_candidate += FoldCase(c);
    }
    size_t distance = EditDistance(folded, folded_candidate);
    if (distance < limit) {
      limit = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace pkgrepo::starlark
