// Which name a misspelled one was meant to be, as Starlark's interpreter tells it in "did you mean". For names of our
// own there is ClosestMatch() in base/strings.h.
//
//   NearestName("starts_with", {"endswith", "startswith"});    // "startswith"
//
// Follows package internal/spell of https://github.com/k14s/starlark-go (2020-07-20).

#ifndef PKGREPO_GO_SPELL_H_
#define PKGREPO_GO_SPELL_H_

#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::go {

// The candidate most like `name`, without regard to case and underscores; empty when none is near enough.
std::string NearestName(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_SPELL_H_
