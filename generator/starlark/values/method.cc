#include "starlark/values/method.h"

#include <algorithm>

#include "starlark/values/container_methods.h"
#include "starlark/values/string_methods.h"

namespace pkgrepo::starlark {

MethodTable MethodsOf(Kind kind) {
  switch (kind) {
    case Kind::kString:
      return StringMethods();
    case Kind::kList:
      return ListMethods();
    case Kind::kDict:
      return DictMethods();
    case Kind::kSet:
      return SetMethods();
    default:
      return {};
  }
}

const Method* FindMethod(MethodTable methods, std::string_view name) {
  auto found = std::lower_bound(methods.begin(), methods.end(), name,
                                [](const Method& method, std::string_view key) { return method.name < key; });
  return found != methods.end() && found->name == name ? &*found : nullptr;
}

Value BindMethod(MethodTable methods, std::string_view name, const Value& receiver) {
  const Method* method = FindMethod(methods, name);
  if (method == nullptr) return Value();
  return MakeRef<Builtin>(std::string(name), receiver,
                          [method, receiver](Thread& thread, const CallArguments& arguments) {
                            return method->function(thread, method->name, receiver, arguments);
                          });
}

std::vector<std::string> MethodNames(MethodTable methods) {
  std::vector<std::string> names;
  for (const Method& method : methods) names.emplace_back(method.name);
  return names;
}

}  // namespace pkgrepo::starlark
