#include "starlark/eval/function.h"

#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

Module::Module(Ref<Program> running, const StringDict& predeclared_values)
    : program(std::move(running)), globals(program->globals().size()) {
  for (const std::string& name : program->predeclared()) {
    auto found = predeclared_values.find(name);
    predeclared.push_back(found != predeclared_values.end() ? found->second : Value());
  }
}

void Module::DropReferences() {
  std::vector<Value>().swap(globals);
  std::vector<Value>().swap(predeclared);
}

Function::Function(Ref<Module> owner, const FunctionCode& body, std::vector<Value> default_values,
                   std::vector<Ref<Cell>> captured)
    : Container(Kind::kFunction, capability::kCall),
      code(body),
      plain_arity(body.is_plain() ? body.positional_count : SIZE_MAX),
      module(std::move(owner)),
      defaults(std::move(default_values)),
      free_variables(std::move(captured)) {}

void Function::Print(std::string& out, PrintStack&) const {
  out.append("<function ").append(code.name).append(">");
}

uint32_t Function::Hash() const { return HashBytes(code.name); }

void Function::FreezeContents(Freezer& freezer) const {
  for (const Value& value : defaults) freezer.Add(value);
  for (const Ref<Cell>& cell : free_variables) freezer.Add(*cell);
}

Value Function::Call(Thread& thread, const CallArguments& arguments) {
  return starlark::Call(thread, Value(this), arguments);
}

// The module stays: it owns the program, and with it the code of this function.
void Function::DropReferences() {
  std::vector<Value>().swap(defaults);
  std::vector<Ref<Cell>>().swap(free_variables);
}

size_t ParameterCount(const Value& callee) {
  const auto* const function = callee.As<Function>();
  if (function == nullptr) return 0;
  const FunctionCode& code = function->code;
  return code.positional_count + code.keyword_only_count + (code.has_star ? 1 : 0) +
         (code.has_star_star ? 1 : 0);
}

}  // namespace pkgrepo::starlark
