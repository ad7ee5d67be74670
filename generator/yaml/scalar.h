// What a scalar means: YAML 1.1 as Go's yaml v2 resolves it.
//
//   ResolvePlain("0755") is the integer 493, "yes" is true, "1_000" is 1000, "2001-01-01" stays text.

#ifndef PKGREPO_YAML_SCALAR_H_
#define PKGREPO_YAML_SCALAR_H_

#include <optional>
#include <string>
#include <string_view>

#include "yaml/node.h"

namespace pkgrepo::yaml {

// The value of a scalar written without quotes and without a tag; nothing if it is just a text.
std::optional<Value> ResolveOther(std::string_view text);
// The same, with texts as values.
Value ResolvePlain(std::string_view text);

// The value of a scalar with an explicit tag ("tag:yaml.org,2002:int" for !!int); tags that are not YAML's
// own leave the text as it is. Throws Error if the text does not fit the tag.
Value ResolveTagged(std::string_view text, std::string_view tag);

// Throws Error if `text`, written plain, is among what ytt --strict refuses.
void CheckStrict(std::string_view text);

// Whether `text`, written plain, would be read as something else than this text (or, being a number of base
// 60, by other readers), so that it must be quoted.
bool LooksLikeOtherType(std::string_view text);

// A float as it is printed: "1e+06", "0.1", "1" for 1.0, ".inf", ".nan".
std::string FormatFloat(double value);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_SCALAR_H_
