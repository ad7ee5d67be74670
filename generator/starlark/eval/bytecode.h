// The compiled form of a function: instructions for a stack machine.
//
// An instruction is one 32-bit word: the operation in the low byte, its operand above. Jump targets are word
// indexes. kCall and kCallMethod take a second word: the counts of positional (high half) and named (low
// half) arguments.

#ifndef PKGREPO_STARLARK_EVAL_BYTECODE_H_
#define PKGREPO_STARLARK_EVAL_BYTECODE_H_

#include <memory>
#include <string>
#include <vector>

#include "starlark/syntax/ast.h"
#include "starlark/values/method.h"
#include "starlark/values/string.h"

namespace pkgrepo::starlark {

// Comments show the stack before and after, its top at the right.
enum class Op : uint8_t {
  kPop,           // x -> .
  kDuplicate,     // x -> x x
  kDuplicateTwo,  // x y -> x y x y
  kSwap,          // x y -> y x
  kNone,          // . -> None
  kUnset,         // . -> unset, for an omitted slice operand or a required keyword-only parameter
  kConstant,      // . -> constants[operand]
  kLocal,         // . -> locals[operand]
  kSetLocal,      // x -> .
  kLocalCell,     // . -> value in the cell locals[operand]
  kSetLocalCell,  // x -> .
  kFree,          // . -> value in the captured cell
  kGlobal,        // . -> globals[operand]
  kSetGlobal,     // x -> .
  kPredeclared,   // . -> predeclared[operand]
  // Operators, in the order of BinaryOp: x y -> x op y
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kFloorDivide,
  kModulo,
  kAnd,
  kOr,
  kXor,
  kShiftLeft,
  kShiftRight,
  kIn,
  kNotIn,
  // In the order of CompareOp.
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kInplaceAdd,  // x y -> x += y
  kNegate,      // x -> -x
  kPlus,
  kInvert,
  kNot,
  kJump,         // to operand
  kJumpBack,     // the same, backwards: counts a step
  kJumpIfFalse,  // x -> .
  kJumpIfTrue,
  kJumpIfFalseOrPop,  // x -> x (jumping) or . (not)
  kJumpIfTrueOrPop,
  kIterate,       // iterable -> iterable cursor
  kNext,          // iterable cursor -> iterable cursor element, or . jumping to operand
  kEndIteration,  // iterable cursor -> .
  kMakeTuple,     // x1 … xn -> tuple
  kMakeList,
  kMakeDict,      // . -> {}
  kInsertUnique,  // dict key value -> dict; an equal key is an error
  kAppend,        // … element -> …; appends to the list `operand` below
  kInsert,        // … key value -> …; inserts into the dict `operand` below
  kUnpack,        // sequence -> xn … x1
  kAttr,          // x -> x.names[operand]
  kMethod,        // x -> method x, or attribute unset
  kSetField,      // x value -> .
  kIndex,         // x key -> x[key]
  kSetIndex,      // x key value -> .
  kSlice,         // x start end step -> x[…]
  kCall,          // f args… named… [*args] [**kwargs] -> result; operand: kCallStar and kCallStarStar
  kCallMethod,    // method x args… … -> result
  kMakeFunction,  // defaults… -> function
  kLoad,          // . -> x1 … xn, members of the module; operand: loads[operand]
  kReturn,        // x -> leaves the function
};

inline constexpr uint32_t kCallStar = 1;
inline constexpr uint32_t kCallStarStar = 2;

// An attribute name, and the method it last meant for a built-in type.
struct AttributeName {
  Ref<String> name;
  mutable Kind cached_kind = Kind::kCustom;
  mutable const Method* cached_method = nullptr;
};

struct Load {
  std::string module;
  std::vector<std::string> names;
};

struct FunctionCode {
  std::string file;
  std::string name;
  Spot start;  // blamed before the first instruction has begun

  std::vector<uint32_t> words;
  std::vector<Spot> spots;  // one per word
  std::vector<Value> constants;
  std::vector<AttributeName> names;
  std::vector<Load> loads;
  std::vector<std::unique_ptr<FunctionCode>> functions;

  // Parameters come first among the locals: positional, keyword-only, *args, **kwargs.
  std::vector<std::string> local_names;
  std::vector<std::string> free_names;
  std::vector<Binding> captures;  // by free variable: a cell or a free variable of the enclosing function
  std::vector<uint32_t> cells;    // locals that live in cells
  size_t positional_count = 0;
  size_t keyword_only_count = 0;
  size_t default_count = 0;  // of the last parameters before *args and **kwargs
  bool has_star = false;
  bool has_star_star = false;
  size_t stack_size = 0;  // the most values that are on its stack besides locals

  // Whether a call with positional arguments only, one for each parameter, can skip the matching of arguments.
  bool is_plain() const { return keyword_only_count == 0 && !has_star && !has_star_star && cells.empty(); }
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_EVAL_BYTECODE_H_
