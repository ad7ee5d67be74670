// How a text is written as a YAML scalar: plain, in quotes, or as a block.

#ifndef PKGREPO_YAML_SCALAR_STYLE_H_
#define PKGREPO_YAML_SCALAR_STYLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pkgrepo::yaml {

enum class ScalarPlace {
  kValue,      // anywhere but in a key
  kSimpleKey,  // before a colon, on one line
};

inline constexpr size_t kNeverFolded = SIZE_MAX;

// Appends `text`. Lines after the first one are indented by `indent` blanks; a block ends without a newline
// of its own, so that the caller ends every line alike. A line longer than `fold_width` columns is broken at
// the next blank where its style allows that; ytt does not fold, the other tools do at 80.
void AppendScalarText(std::string& out, std::string_view text, int indent, ScalarPlace place,
                      size_t fold_width = kNeverFolded);

// Whether a key must stand behind "? ".
bool NeedsExplicitKey(std::string_view text);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_SCALAR_STYLE_H_
