// Functions defined by a program, the cells of the variables they capture, and the module they belong to.

#ifndef PKGREPO_STARLARK_EVAL_FUNCTION_H_
#define PKGREPO_STARLARK_EVAL_FUNCTION_H_

#include "starlark/eval/bytecode.h"
#include "starlark/eval/interpreter.h"

namespace pkgrepo::starlark {

// One run of a program: its globals.
class Module final : public Container {
 public:
  Module(Ref<Program> running, const StringDict& predeclared_values);

  std::string_view TypeName() const override { return "module"; }
  void DropReferences() override;

  const Ref<Program> program;
  std::vector<Value> globals;      // by slot; unset until assigned
  std::vector<Value> predeclared;  // by slot; unset when not supplied
};

// A local variable that inner functions share.
class Cell final : public Container {
 public:
  explicit Cell(Value initial) : value(std::move(initial)) {}

  std::string_view TypeName() const override { return "cell"; }
  void FreezeContents(Freezer& freezer) const override { freezer.Add(value); }
  void DropReferences() override { value = Value(); }

  Value value;
};

class Function final : public Container {
 public:
  static constexpr Kind kKind = Kind::kFunction;

  // `code` is owned by the module's program.
  Function(Ref<Module> owner, const FunctionCode& body, std::vector<Value> default_values,
           std::vector<Ref<Cell>> captured);

  std::string_view TypeName() const override { return "function"; }
  void Print(std::string& out, PrintStack& stack) const override;
  uint32_t Hash() const override;
  void FreezeContents(Freezer& freezer) const override;
  Value Call(Thread& thread, const CallArguments& arguments) override;
  void DropReferences() override;

  const FunctionCode& code;
  // The number of positional arguments with which a call can start at once; more than any when none can.
  const size_t plain_arity;
  Ref<Module> module;
  std::vector<Value> defaults;  // of the last parameters; unset for a required keyword-only one
  std::vector<Ref<Cell>> free_variables;
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_EVAL_FUNCTION_H_
