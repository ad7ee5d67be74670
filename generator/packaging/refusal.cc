#include "packaging/refusal.h"

#include <algorithm>

#include "base/strings.h"
#include "go/error_text.h"

namespace pkgrepo::packaging {
namespace {

// Whether a message of ytt or helm is one that packages give which have no default for a value.
bool DemandsValues(std::string_view message) {
  constexpr std::string_view kSigns[] = {"assert.fail",  "struct has no .", "data values",
                                         "NoneType",     "execution error", "nil pointer evaluating",
                                         "the schema(s)"};
  return std::ranges::any_of(
      kSigns, [&](std::string_view sign) { return message.find(sign) != std::string_view::npos; });
}

}  // namespace

std::string RefusalText(std::string_view message) {
  return "ytt: Error: " + go::FormatErrorChain(message) + "\n";
}

void RequireOneRendered(const std::vector<RenderedCase>& cases, const Position& position) {
  if (std::ranges::any_of(cases, [](const RenderedCase& rendered) { return !rendered.refused; })) return;
  Error error("the package does not render:\n" + std::string(Trim(cases[0].text)));
  error.At(position);
  if (DemandsValues(cases[0].text)) {
    error.Hint("if it demands values, give some in test/values/ or by VALUES of add_carvel_package()");
  }
  throw error;
}

}  // namespace pkgrepo::packaging
