// Turns a resolved syntax tree into bytecode.

#ifndef PKGREPO_STARLARK_EVAL_COMPILER_H_
#define PKGREPO_STARLARK_EVAL_COMPILER_H_

#include "starlark/eval/bytecode.h"
#include "starlark/resolve/resolver.h"

namespace pkgrepo::starlark {

std::unique_ptr<FunctionCode> CompileFile(const File& file, const ResolvedNames& names);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_EVAL_COMPILER_H_
