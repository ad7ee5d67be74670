// Where a function is said to be when it has been entered but has not done anything yet: the trace of a call
// whose arguments do not fit shows this line. In the original it is the place of the first instruction, or of the `def`
// if that instruction has no place.

#ifndef PKGREPO_STARLARK_EVAL_LEADING_SPOT_H_
#define PKGREPO_STARLARK_EVAL_LEADING_SPOT_H_

#include "starlark/syntax/ast.h"

namespace pkgrepo::starlark {

Spot LeadingSpot(const FunctionNode& function);

// Whether the statement is a literal only, such as a doc string, which leaves no instruction.
bool HasNoEffect(const Statement& statement);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_EVAL_LEADING_SPOT_H_
