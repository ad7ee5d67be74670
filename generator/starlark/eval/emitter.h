// Writes the instructions of one function: jumps, tables of constants and names, the depth of the stack.

#ifndef PKGREPO_STARLARK_EVAL_EMITTER_H_
#define PKGREPO_STARLARK_EVAL_EMITTER_H_

#include <map>

#include "starlark/eval/bytecode.h"

namespace pkgrepo::starlark {

class Emitter {
 public:
  explicit Emitter(FunctionCode& code) : code_(code) {}

  // The place that following instructions blame for errors.
  void SetSpot(Spot spot) { spot_ = spot; }
  // `effect` is how many values the instruction leaves on the stack, less those it takes. Returns its index.
  size_t Emit(Op op, int effect, size_t operand = 0);
  // A second word of an instruction.
  void EmitWord(uint32_t word);

  size_t here() const { return code_.words.size(); }
  // Makes the jump at `index` go to the next instruction.
  void Land(size_t index);
  void Land(const std::vector<size_t>& indexes);

  void EmitConstant(Value value);
  void EmitString(std::string_view text);
  void EmitInt(std::string_view digits);
  size_t NameIndex(std::string_view name);
  // After code that does not go on (return, break), or where branches meet: the depth is that of before.
  int depth() const { return depth_; }
  void set_depth(int depth) { depth_ = depth; }

  FunctionCode& code() { return code_; }

 private:
  [[noreturn]] void ThrowTooLarge() const;

  FunctionCode& code_;
  Spot spot_;
  int depth_ = 0;
  std::map<std::string, size_t, std::less<>> strings_;
  std::map<std::string, size_t, std::less<>> names_;
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_EVAL_EMITTER_H_
