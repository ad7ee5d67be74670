#include "starlark/eval/universe.h"

#include "base/error.h"
#include "starlark/eval/interpreter.h"

namespace pkgrepo::starlark {

namespace {

StringDict MakeUniverse() {
  StringDict universe = {{"None", Value::None()}, {"True", Value::Bool(true)}, {"False", Value::Bool(false)}};
  for (const auto& functions :
       {UniversalNumbers(), UniversalObjects(), UniversalSequences(), UniversalTexts()}) {
    for (const auto& [name, function] : functions) universe.emplace(name, MakeBuiltin(name, function));
  }
  return universe;
}

}  // namespace

std::string Got(size_t count) { return "got " + std::to_string(count) + " arguments, want "; }

const Value& SingleArgument(std::string_view name, const CallArguments& arguments, std::string_view wanted) {
  const std::string function(name);
  if (arguments.named_size() > 0) throw Error(function + " does not accept keyword arguments");
  if (arguments.size() != 1) throw Error(function + ": " + Got(arguments.size()) + std::string(wanted));
  return arguments[0];
}

const StringDict& Universe() {
  // One per operating system thread: reference counts are not atomic.
  static thread_local const StringDict kUniverse = MakeUniverse();
  return kUniverse;
}

}  // namespace pkgrepo::starlark
