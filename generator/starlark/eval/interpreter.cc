#include "starlark/eval/interpreter.h"

#include "starlark/eval/compiler.h"
#include "starlark/eval/machine.h"
#include "starlark/resolve/resolver.h"
#include "starlark/syntax/parser.h"

namespace pkgrepo::starlark {

Thread::Thread(Host& host) : host_(host), machine_(std::make_unique<Machine>(*this)) {}

Thread::~Thread() = default;

void Thread::set_max_steps(uint64_t steps) { machine_->set_max_steps(steps); }

std::vector<Error::TraceFrame> Thread::CallStack() const { return machine_->Trace(); }

Program::Program(std::unique_ptr<FunctionCode> toplevel, std::vector<std::string> globals,
                 std::vector<std::string> predeclared)
    : toplevel_(std::move(toplevel)), globals_(std::move(globals)), predeclared_(std::move(predeclared)) {}

Program::~Program() = default;

Ref<Program> Compile(std::string_view file, std::string_view text,
                     const std::function<bool(std::string_view)>& is_predeclared) {
  Arena arena;
  File tree = ParseFile(file, text, arena);
  ResolvedNames names =
      Resolve(tree, arena, is_predeclared, [](std::string_view name) { return Universe().contains(name); });
  std::unique_ptr<FunctionCode> toplevel = CompileFile(tree, names);
  return MakeRef<Program>(std::move(toplevel), std::move(names.globals), std::move(names.predeclared));
}

StringDict Run(Thread& thread, const Program& program, const StringDict& predeclared) {
  // Reference counts are not part of a program's constness.
  Ref<Module> module = MakeRef<Module>(Ref<Program>(const_cast<Program*>(&program)), predeclared);
  Value toplevel =
      MakeRef<Function>(module, program.toplevel(), std::vector<Value>(), std::vector<Ref<Cell>>());
  thread.machine().Call(toplevel, CallArguments());
  StringDict globals;
  for (size_t i = 0; i < module->globals.size(); ++i) {
    if (module->globals[i].is_set()) globals.emplace(program.globals()[i], module->globals[i]);
  }
  return globals;
}

Value Call(Thread& thread, const Value& callee, const CallArguments& arguments) {
  return thread.machine().Call(callee, arguments);
}

Value Call(Thread& thread, const Value& callee, std::initializer_list<Value> positional) {
  return thread.machine().Call(callee, CallArguments(positional.begin(), positional.size()));
}

void Freeze(const StringDict& globals) {
  Freezer freezer;
  for (const auto& [name, value] : globals) freezer.Add(value);
  freezer.Run();
}

}  // namespace pkgrepo::starlark
