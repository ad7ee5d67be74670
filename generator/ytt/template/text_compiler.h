// The instructions that make a text of its parts, for text templates and for the texts in YAML templates.

#ifndef PKGREPO_YTT_TEMPLATE_TEXT_COMPILER_H_
#define PKGREPO_YTT_TEMPLATE_TEXT_COMPILER_H_

#include "ytt/template/compiled_template.h"

namespace pkgrepo::ytt {

// Adds the code that starts a text and fills it. `start` is where the text begins; with `is_inline` it is within
// lines that have more than the text. The text is the value of <prefix>end_ctx(), which is up to the caller.
// Throws Error for marks that don't match.
void AddTextInstructions(CompiledTemplate& compiled, std::string_view text, const yaml::Position& start,
                         bool is_inline);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_TEMPLATE_TEXT_COMPILER_H_
