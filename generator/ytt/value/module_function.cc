#include "ytt/value/module_function.h"

#include "base/error.h"
#include "starlark/values/operations.h"
#include "ytt/value/type_names.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::Thread;
using starlark::Value;

Value MakeModuleFunction(std::string name, starlark::Builtin::Function function) {
  auto wrapped = [name, function = std::move(function)](Thread& thread, const CallArguments& arguments) {
    try {
      return function(thread, arguments);
    } catch (const Error& error) {
      throw Error(name + ": " + error.message());
    }
  };
  return starlark::MakeBuiltin(name, std::move(wrapped));
}

Value MakeGetter(std::string name, std::function<Value()> get) {
  return MakeModuleFunction(std::move(name), [get = std::move(get)](Thread&, const CallArguments& arguments) {
    if (arguments.size() != 0) throw Error("expected no argument");
    return get();
  });
}

void ExpectArguments(const CallArguments& arguments, size_t count) {
  if (arguments.size() == count) return;
  if (count == 1) throw Error("expected exactly one argument");
  if (count == 2) throw Error("expected exactly two arguments");
  throw Error("expected exactly " + std::to_string(count) + " arguments");
}

void ExpectArgumentCount(const CallArguments& arguments, size_t count) {
  if (arguments.size() == count) return;
  throw Error("got " + std::to_string(arguments.size()) + " arguments, want " + std::to_string(count));
}

std::string_view ExpectString(const Value& value) {
  if (!value.is_string()) {
    throw Error("expected a string, but was " + std::string(starlark::TypeName(value)));
  }
  return value.as_string();
}

bool ExpectBool(const Value& value) {
  if (!value.is_bool()) throw Error("expected starlark.Bool, but was " + HostTypeName(value));
  return value.as_bool();
}

Value FindNamed(const CallArguments& arguments, std::string_view name) {
  for (size_t i = 0; i < arguments.named_size(); ++i) {
    if (arguments.name(i) == name) return arguments.named(i);
  }
  return Value();
}

bool NamedBool(const CallArguments& arguments, std::string_view name) {
  const Value value = FindNamed(arguments, name);
  return value.is_set() && ExpectBool(value);
}

int NamedIndent(const CallArguments& arguments) {
  int indent = 0;
  for (size_t i = 0; i < arguments.named_size(); ++i) {
    if (arguments.name(i) != "indent") {
      throw Error("invalid argument name: " + std::string(arguments.name(i)));
    }
    const Value& value = arguments.named(i);
    if (!starlark::IsInt(value)) throw Error("expected starlark.Int");
    if (!value.is_small_int() || value.as_int() < 0 || value.as_int() > 8) {
      throw Error("indent value must be between 0 and 8");
    }
    indent = static_cast<int>(value.as_int());
  }
  return indent;
}

}  // namespace pkgrepo::ytt
