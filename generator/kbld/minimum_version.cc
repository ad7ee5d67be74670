#include "kbld/minimum_version.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::kbld {
namespace {

// The numbers of "v1.2.3", without zeros at the end, so that 1 and 1.0 are equal; a prerelease or build is
// passed over.
std::optional<std::vector<uint64_t>> ParseNumbers(std::string_view text) {
  text = Trim(text);
  text = text.substr(0, text.find_first_of("-+"));
  std::vector<uint64_t> numbers;
  for (std::string_view part : Split(text, '.')) {
    uint64_t number = 0;
    auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (part.empty() || error != std::errc() || end != part.data() + part.size()) return std::nullopt;
    numbers.push_back(number);
  }
  while (!numbers.empty() && numbers.back() == 0) numbers.pop_back();
  return numbers;
}

}  // namespace

void RequireMinimumVersion(const std::string& minimum, std::string_view version) {
  if (minimum.empty()) return;
  if (minimum.starts_with('v'))
    throw Error("Validating minimum version: Must not have prefix 'v' (e.g. '0.8.0')");
  std::optional<std::vector<uint64_t>> wanted = ParseNumbers(minimum);
  if (!wanted) throw Error("Parsing minimum version constraint: Malformed constraint: >=" + minimum);
  if (*wanted > *ParseNumbers(version)) {
    throw Error("kbld version '" + std::string(version) + "' does not meet the minimum required version '" +
                minimum + "'");
  }
}

}  // namespace pkgrepo::kbld
