#include "packaging/stale_reason.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pkgrepo::packaging {
namespace {

using Kind = StaleReason::Kind;

constexpr std::array<std::pair<Kind, std::string_view>, 13> kNames = {{
    {Kind::kChanged, "changed"},
    {Kind::kAdded, "added"},
    {Kind::kRemoved, "removed"},
    {Kind::kListing, "listing"},
    {Kind::kMode, "mode"},
    {Kind::kKind, "kind"},
    {Kind::kTouched, "touched"},
    {Kind::kGenerator, "generator"},
    {Kind::kOptions, "options"},
    {Kind::kMissing, "missing"},
    {Kind::kUnrecorded, "unrecorded"},
    {Kind::kFirst, "first"},
    {Kind::kFailed, "failed"},
}};

}  // namespace

std::string_view NameOf(Kind kind) {
  return std::ranges::find(kNames, kind, &std::pair<Kind, std::string_view>::first)->second;
}

std::optional<Kind> ParseKind(std::string_view name) {
  const auto found = std::ranges::find(kNames, name, &std::pair<Kind, std::string_view>::second);
  return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

std::string Describe(const StaleReason& reason) {
  switch (reason.kind) {
    case Kind::kChanged:
      return reason.path + " has changed";
    case Kind::kAdded:
      return reason.path + " is new";
    case Kind::kRemoved:
      return reason.path + " is gone";
    case Kind::kListing:
      return reason.path + " has other files";
    case Kind::kMode:
      return reason.path + " has another executable bit";
    case Kind::kKind:
      return reason.path + " is of another kind";
    case Kind::kTouched:
      return reason.path + " was touched, or is as before again";
    case Kind::kGenerator:
      return "the generator is another";
    case Kind::kOptions:
      return "its command line has changed";
    case Kind::kMissing:
      return "its output is missing";
    case Kind::kUnrecorded:
      return "its inputs are not recorded";
    case Kind::kFirst:
      return "it had not run before";
    case Kind::kFailed:
      return "it had failed";
  }
  return "";
}

}  // namespace pkgrepo::packaging
