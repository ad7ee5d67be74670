// The universal functions that tell of any value.

#include "base/error.h"
#include "starlark/eval/universe.h"
#include "starlark/values/list.h"
#include "starlark/values/operations.h"
#include "starlark/values/unpack.h"

namespace pkgrepo::starlark {

namespace {

using Arguments = const CallArguments&;

Value Dir(Thread&, Arguments arguments) {
  std::vector<Value> names;
  for (const std::string& name : AttrNames(SingleArgument("dir", arguments, "1")))
    names.push_back(Value::String(name));
  return MakeRef<List>(std::move(names));
}

Value Getattr(Thread&, Arguments arguments) {
  Value object, fallback;
  std::string name;
  UnpackPositional("getattr", arguments, 2, object, name, fallback);
  Value value = FindAttr(object, name);
  if (value.is_set()) return value;
  if (fallback.is_set()) return fallback;
  throw Error("getattr: " + std::string(TypeName(object)) + " has no ." + name + " field or method");
}

Value Hasattr(Thread&, Arguments arguments) {
  Value object;
  std::string name;
  UnpackPositional("hasattr", arguments, 2, object, name);
  return Value::Bool(FindAttr(object, name).is_set());
}

Value Type(Thread&, Arguments arguments) {
  return Value::String(TypeName(SingleArgument("type", arguments, "exactly 1")));
}

}  // namespace

std::span<const UniversalFunction> UniversalObjects() {
  static constexpr UniversalFunction kFunctions[] = {
      {"dir", Dir},
      {"getattr", Getattr},
      {"hasattr", Hasattr},
      {"type", Type},
  };
  return kFunctions;
}

}  // namespace pkgrepo::starlark
