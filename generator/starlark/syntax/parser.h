// Parses a source text into a syntax tree.

#ifndef PKGREPO_STARLARK_SYNTAX_PARSER_H_
#define PKGREPO_STARLARK_SYNTAX_PARSER_H_

#include "starlark/syntax/ast.h"

namespace pkgrepo::starlark {

// The tree lives in `arena` and points into `text`; both must outlive it. Throws SyntaxError.
File ParseFile(std::string_view file, std::string_view text, Arena& arena);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_SYNTAX_PARSER_H_
