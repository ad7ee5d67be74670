// Values that a package refuses: what is recorded of them, and when a refusal is a fault of the package.

#ifndef PKGREPO_PACKAGING_REFUSAL_H_
#define PKGREPO_PACKAGING_REFUSAL_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "packaging/rendered_cases.h"

namespace pkgrepo::packaging {

// What ytt prints when it fails with this message, so that a refusal is compared with what the tool itself says.
std::string RefusalText(std::string_view message);

// A package that demands values renders with some of its cases only; one that never renders is broken. Throws Error
// with the first refusal at `position`, and a hint if it looks like a demand for values: not if it looks like a
// misspelt key, nor for a key that a schema lacks, since no values may have it then. `has_schema` is called only for
// such a key.
void RequireOneRendered(const std::vector<RenderedCase>& cases, const Position& position,
                        const std::function<bool()>& has_schema);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_REFUSAL_H_
