// Methods of the built-in types: one table per type, one C++ function per method.

#ifndef PKGREPO_STARLARK_VALUES_METHOD_H_
#define PKGREPO_STARLARK_VALUES_METHOD_H_

#include <span>

#include "starlark/values/callable.h"

namespace pkgrepo::starlark {

struct Method {
  std::string_view name;
  // `name` is the method's own, for messages.
  Value (*function)(Thread& thread, std::string_view name, const Value& receiver,
                    const CallArguments& arguments);
};

// Sorted by name.
using MethodTable = std::span<const Method>;

// The methods of a built-in kind; empty for others.
MethodTable MethodsOf(Kind kind);
// Null when there is none.
const Method* FindMethod(MethodTable methods, std::string_view name);
// The bound method; unset when there is none.
Value BindMethod(MethodTable methods, std::string_view name, const Value& receiver);
std::vector<std::string> MethodNames(MethodTable methods);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_METHOD_H_
