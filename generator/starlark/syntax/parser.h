// Parses a source text into a syntax tree.

#ifndef PKGREPO_STARLARK_SYNTAX_PARSER_H_
#define PKGREPO_STARLARK_SYNTAX_PARSER_H_

#include <span>

#include "starlark/syntax/ast.h"

namespace pkgrepo::starlark {

// The tree lives in `arena` and points into `text`; both must outlive it. `generated` says, in ascending order, where in
// `text` generated identifiers begin, those that the user did not write. Throws SyntaxError.
File ParseFile(std::string_view file, std::string_view text, Arena& arena,
               std::span<const size_t> generated = {});

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_SYNTAX_PARSER_H_
