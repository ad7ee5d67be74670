// The Starlark interpreter: compile a source text, run it, call its functions.
//
//   class MyHost : public Host {
//     StringDict Load(Thread& thread, std::string_view module) override { … }
//     void Print(Thread& thread, std::string_view text) override { std::cerr << text << "\n"; }
//   };
//
//   Heap heap;  // frees cycles at its end (values/heap.h); outlives the thread and all values
//   MyHost host;
//   Thread thread(host);
//   StringDict predeclared = {{"struct", …}};
//   const auto is_predeclared = [&](std::string_view name) { return predeclared.contains(name); };
//   Ref<Program> program = Compile("config.star", text, is_predeclared);
//   StringDict globals = Run(thread, *program, predeclared);
//   Value result = Call(thread, globals.at("f"), {Value::Int(1)});
//
// The dialect is ytt's: blocks end with `end` instead of by indentation, and while, recursion, sets, lambdas,
// nested functions, floats, bitwise operators and reassignment of globals are on. if, for and while may stand
// at top level.
//
// Positions: every statement and expression knows the file name given to Compile(), and its line and column,
// counted from 1, in the given text. Whoever generates that text keeps the table from its lines to the original
// ones, and translates the frames of an EvalError, or the position of a SyntaxError, when printing it.
//
// Bounds: nesting of the source, depth of calls and size of results are limited; exceeding a limit is an
// error like any other. set_max_steps() bounds the time as well.

#ifndef PKGREPO_STARLARK_EVAL_INTERPRETER_H_
#define PKGREPO_STARLARK_EVAL_INTERPRETER_H_

#include <functional>
#include <initializer_list>

#include "base/error.h"
#include "starlark/syntax/syntax_error.h"
#include "starlark/values/callable.h"
#include "starlark/values/struct.h"
#include "starlark/values/value.h"

namespace pkgrepo::starlark {

class Machine;
class Thread;
struct FunctionCode;

// An error while a program ran. trace() has the call stack of Starlark functions, innermost frame first: the
// function's name ("<toplevel>" for the program itself, "lambda" for a lambda) and the position of its
// current call or operation. Builtins have no frame. An Error thrown by a hook or a builtin becomes the
// message of an EvalError; an EvalError that passes through another call keeps the frames it has, so that the
// trace is whole.
class EvalError : public Error {
 public:
  explicit EvalError(std::string message) : Error(std::move(message)) {}
  explicit EvalError(const Error& cause) : Error(cause) {}
};

// What a program may ask of its surroundings. Derive from it to carry your own state: builtins reach it by
// static_cast<MyHost&>(thread.host()).
class Host {
 public:
  virtual ~Host() = default;
  // The members of a module for load("module", …). Names that the statement asks for and the result lacks are
  // reported by the interpreter. Errors are shown as "cannot load module: …".
  virtual StringDict Load(Thread& thread, std::string_view module) = 0;
  // print(…): `text` has no newline at its end.
  virtual void Print(Thread& thread, std::string_view text) = 0;
};

// A strand of execution: the call stack and the step count. Reusable for any number of Run() and Call(), also
// nested ones from within a builtin. Not movable: running code refers to it.
class Thread {
 public:
  explicit Thread(Host& host);
  ~Thread();
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  Host& host() const { return host_; }
  // Stops with an EvalError "Starlark computation cancelled: too many steps" after so many instructions in
  // all. 0, the default: no limit.
  void set_max_steps(uint64_t steps);

  // The frames of Starlark functions now active, innermost first: for a builtin, its caller is the first one.
  std::vector<Error::TraceFrame> CallStack() const;

  Machine& machine() const { return *machine_; }

 private:
  Host& host_;
  std::unique_ptr<Machine> machine_;
};

// A compiled source text; immutable, can be run any number of times.
class Program final : public Object {
 public:
  explicit Program(std::unique_ptr<FunctionCode> toplevel, std::vector<std::string> globals,
                   std::vector<std::string> predeclared);
  ~Program() override;

  std::string_view TypeName() const override { return "program"; }
  const FunctionCode& toplevel() const { return *toplevel_; }
  // Names of the globals, and of the predeclared names that the program uses, by slot.
  const std::vector<std::string>& globals() const { return globals_; }
  const std::vector<std::string>& predeclared() const { return predeclared_; }

 private:
  std::unique_ptr<FunctionCode> toplevel_;
  std::vector<std::string> globals_;
  std::vector<std::string> predeclared_;
};

// Throws SyntaxError. `is_predeclared` says which names Run() will supply besides the universal ones (len,
// str, …).
Ref<Program> Compile(std::string_view file, std::string_view text,
                     const std::function<bool(std::string_view)>& is_predeclared);

// Runs the program and returns its globals, not frozen; names loaded are not among them. A predeclared name
// that the program uses and `predeclared` lacks is an error when it is used. Throws EvalError.
StringDict Run(Thread& thread, const Program& program, const StringDict& predeclared);

// Calls any callable. Throws EvalError.
Value Call(Thread& thread, const Value& callee, const CallArguments& arguments);
Value Call(Thread& thread, const Value& callee, std::initializer_list<Value> positional);

// How many parameters a function declares, *args and **kwargs counted as one each; 0 for builtins, whose
// parameters are unknown, and for what cannot be called.
size_t ParameterCount(const Value& callee);

// Freezes every value of the dictionary and what they refer to, as is done for a loaded module.
void Freeze(const StringDict& globals);

// The universal names: None, True, False, len, str, …
const StringDict& Universe();

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_EVAL_INTERPRETER_H_
