// The stack machine that runs bytecode.
//
// All frames share one array of Values. A call's arguments, put there by the caller, become the first locals
// of the callee in place; further locals and the operand stack of the callee follow. Slots that are not in
// use are unset, so a frame starts with unset locals, and an error can clear all of a frame without knowing
// how far it was. Calls between Starlark functions do not use the native stack; calls through builtins do,
// and are limited more tightly.

#ifndef PKGREPO_STARLARK_EVAL_MACHINE_H_
#define PKGREPO_STARLARK_EVAL_MACHINE_H_

#include <memory>
#include <vector>

#include "starlark/eval/function.h"

namespace pkgrepo::starlark {

class Machine {
 public:
  explicit Machine(Thread& thread);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  void set_max_steps(uint64_t steps) { steps_left_ = steps > 0 ? static_cast<int64_t>(steps) : INT64_MAX; }

  // Runs `function` or calls another kind of callable. Throws EvalError.
  Value Call(const Value& callee, const CallArguments& arguments);

  std::vector<Error::TraceFrame> Trace() const;

 private:
  struct Frame {
    Function* function;
    const uint32_t* pc;  // the next instruction; null before the first
    Value* locals;
    Value* result;  // the slot of the callee, which the result replaces
    Value* end;     // of what the frame may use
  };
  // What a machine runs in, all of it unset between two machines.
  struct Memory {
    Memory();
    ~Memory();
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;

    Value* stack;
    std::vector<Frame> frames;
  };
  // A call about to be made: everything lies on the stack from `callee` on.
  struct Site {
    Value* callee;
    Value* arguments;
    size_t positional;
    size_t named;
    uint32_t flags;
    Value* end;
  };

  // Runs until the frame above `base` returns. On an error, all frames above `base` are left.
  Value Execute(size_t base);
  Value Loop(size_t base);
  // Called while an exception is handled: leaves all frames above `base` and throws what callers are to see of it.
  [[noreturn]] void Leave(size_t base);

  // Makes the call: a Starlark function gets a frame (true), anything else has run and left its result
  // (false).
  bool Enter(const Site& site);
  void EnterFunction(const Site& site);
  bool CallObject(const Site& site, const CallArguments& arguments);
  // The arguments of a call with *args or **kwargs, gathered in the two vectors.
  static CallArguments Spread(const Site& site, std::vector<Value>& positional, std::vector<Value>& named);
  void PushFrame(Function& function, Value* result, Value* locals);
  // Matches arguments with parameters, into the locals of the frame just pushed.
  void BindArguments(const Function& function, const CallArguments& arguments, Value* locals);
  void MakeCells(const FunctionCode& code, Value* locals);

  // Slow parts of single instructions.
  void Unpack(Value* top, size_t count);
  void InplaceAdd(Value& left, const Value& right);
  void LoadModule(const struct Load& load, Value* top);
  void MakeFunction(const FunctionCode& code, Function& parent, Value* locals, Value* defaults);
  void MakeSequence(bool list, Value* first, size_t count);
  void FindMethod(const AttributeName& name, Value* top);
  [[noreturn]] void ThrowUnsetLocal(const FunctionCode& code, size_t index, bool is_free);
  [[noreturn]] void ThrowOutOfSteps();

  // Memory that machines before left, of this native thread. Most templates run for less time than it takes
  // to map new memory.
  static std::vector<std::unique_ptr<Memory>>& SpareMemory();
  static std::unique_ptr<Memory> TakeMemory();

  void Clear(Value* first, Value* end);
  void Unwind(size_t base);

  static void SetInt(Value& slot, int64_t number) {
    slot.tag_ = Value::Tag::kInt;
    slot.int_ = number;
  }
  static void SetBool(Value& slot, bool truth) {
    slot.tag_ = Value::Tag::kBool;
    slot.int_ = truth ? 1 : 0;
  }
  static void SetFloat(Value& slot, double number) {
    slot.tag_ = Value::Tag::kFloat;
    slot.float_ = number;
  }
  // Makes a slot unset without releasing its value, which must not be an object.
  static void Forget(Value& slot) { slot.tag_ = Value::Tag::kUnset; }
  static Value Cursor(int64_t position) { return Value(Value::Tag::kCursor, position); }
  static int64_t& CursorOf(Value& slot) { return slot.int_; }
  static Value MethodMark(const Method* method) {
    return Value(Value::Tag::kMethod, static_cast<int64_t>(reinterpret_cast<intptr_t>(method)));
  }
  static const Method* MethodOf(const Value& slot) {
    return reinterpret_cast<const Method*>(static_cast<intptr_t>(slot.int_));
  }

  Thread& thread_;
  std::unique_ptr<Memory> memory_;
  std::vector<Frame>& frames_;
  Value* stack_end_;
  Value* top_;  // the first slot that no frame may use
  int64_t steps_left_ = INT64_MAX;
  int native_depth_ = 0;               // of calls from C++ now active
  const char* native_base_ = nullptr;  // where the outermost of them is on the native stack
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_EVAL_MACHINE_H_
