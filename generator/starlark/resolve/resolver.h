// Finds out what every name of a syntax tree means: a local variable (and whether inner functions capture
// it), a variable of an enclosing function, a global, a predeclared or a universal name.
//
// At top level a name must be bound before the line that uses it; in functions and comprehensions, whose
// names are looked up when the whole file has been read, a global may follow.
//
// A generated identifier means the predeclared value of its name, whether or not `is_predeclared` knows the name: the
// user's code cannot replace that value, and can name it only if `is_predeclared` says so.

#ifndef PKGREPO_STARLARK_RESOLVE_RESOLVER_H_
#define PKGREPO_STARLARK_RESOLVE_RESOLVER_H_

#include <functional>
#include <string>
#include <vector>

#include "starlark/syntax/ast.h"

namespace pkgrepo::starlark {

using NamePredicate = std::function<bool(std::string_view)>;

struct ResolvedNames {
  std::vector<std::string> globals;      // by slot
  std::vector<std::string> predeclared;  // those used, by slot
  std::vector<std::string> universal;    // those used, by slot
};

// Fills in the bindings of `file`. Throws SyntaxError with every name that is not defined and every misplaced
// statement, argument or parameter.
ResolvedNames Resolve(File& file, Arena& arena, const NamePredicate& is_predeclared,
                      const NamePredicate& is_universal);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_RESOLVE_RESOLVER_H_
