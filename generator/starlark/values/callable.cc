#include "starlark/values/callable.h"

#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

Builtin::Builtin(std::string name, Function function)
    : Builtin(std::move(name), Value(), std::move(function)) {}

Builtin::Builtin(std::string name, Value receiver, Function function)
    : Object(Kind::kBuiltin, capability::kCall),
      name_(std::move(name)),
      receiver_(std::move(receiver)),
      function_(std::move(function)) {}

void Builtin::Print(std::string& out, PrintStack&) const {
  if (receiver_.is_set()) {
    out.append("<built-in method ")
        .append(name_)
        .append(" of ")
        .append(starlark::TypeName(receiver_))
        .append(" value>");
  } else {
    out.append("<built-in function ").append(name_).append(">");
  }
}

uint32_t Builtin::Hash() const {
  uint32_t hash = static_cast<uint32_t>(std::hash<std::string>()(name_));
  return receiver_.is_set() ? hash ^ 5521 : hash;
}

Value MakeBuiltin(std::string_view name, Builtin::Function function) {
  return MakeRef<Builtin>(std::string(name), std::move(function));
}

}  // namespace pkgrepo::starlark
