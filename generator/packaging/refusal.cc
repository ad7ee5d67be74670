#include "packaging/refusal.h"

#include <algorithm>

#include "base/strings.h"
#include "go/error_text.h"

namespace pkgrepo::packaging {
namespace {

bool Has(std::string_view message, std::string_view sign) {
  return message.find(sign) != std::string_view::npos;
}

// Whether a message of ytt or helm is one that packages give which have no default for a value.
bool DemandsValues(std::string_view message, const std::function<bool()>& has_schema) {
  constexpr std::string_view kSigns[] = {"assert.fail", "Validating final data values", "NoneType",
                                         "execution error", "nil pointer evaluating"};
  if (std::ranges::any_of(kSigns, [&](std::string_view sign) { return Has(message, sign); })) return true;
  return Has(message, "struct has no .") && !Has(message, "did you mean") && !has_schema();
}

}  // namespace

std::string RefusalText(std::string_view message) {
  return "ytt: Error: " + go::FormatErrorChain(message) + "\n";
}

void RequireOneRendered(const std::vector<RenderedCase>& cases, const Position& position,
                        const std::function<bool()>& has_schema) {
  if (std::ranges::any_of(cases, [](const RenderedCase& rendered) { return !rendered.refused; })) return;
  Error error("the package does not render:\n" + std::string(Trim(cases[0].text)));
  error.At(position);
  if (DemandsValues(cases[0].text, has_schema)) {
    error.Hint("if it demands values, give some in test/values/ or with VALUES of add_carvel_package()");
  }
  throw error;
}

}  // namespace pkgrepo::packaging
