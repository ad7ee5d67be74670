// @ytt:struct: make(a=1), bind(function, receiver…), make_and_bind(receiver, f=g), encode(dict),
// decode(struct).

#include "base/error.h"
#include "starlark/eval/interpreter.h"
#include "starlark/values/callable.h"
#include "ytt/module/modules.h"
#include "ytt/value/convert.h"
#include "ytt/value/module_function.h"
#include "ytt/value/struct_value.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::Thread;
using starlark::Value;

namespace {

StructValue::Fields FieldsOf(const CallArguments& arguments) {
  StructValue::Fields fields;
  for (size_t i = 0; i < arguments.named_size(); ++i) {
    fields.emplace_back(arguments.name(i), arguments.named(i));
  }
  return fields;
}

// `function` with `bound` ahead of the arguments of each call.
Value BindArguments(const Value& function, std::vector<Value> bound) {
  auto call = [function, bound = std::move(bound)](Thread& thread, const CallArguments& arguments) {
    std::vector<Value> positional = bound;
    positional.insert(positional.end(), arguments.begin(), arguments.end());
    return starlark::Call(
        thread, function,
        CallArguments(positional.data(), positional.size(), arguments.named_data(), arguments.named_size()));
  };
  return MakeModuleFunction("struct.bind_result", std::move(call));
}

Value StructMake(Thread&, const CallArguments& arguments) {
  if (arguments.size() != 0) {
    throw Error("unexpected positional arguments (structs are made from keyword arguments only)");
  }
  return starlark::MakeRef<StructValue>(FieldsOf(arguments));
}

Value MakeAndBind(Thread&, const CallArguments& arguments) {
  if (arguments.size() != 1) throw Error("expected at exactly one argument");
  StructValue::Fields fields = FieldsOf(arguments);
  for (auto& [name, value] : fields) {
    if (starlark::IsCallable(value)) value = BindArguments(value, {arguments[0]});
  }
  return starlark::MakeRef<StructValue>(std::move(fields));
}

Value Bind(Thread&, const CallArguments& arguments) {
  if (arguments.size() < 2) throw Error("expected at least two arguments");
  return BindArguments(arguments[0], {arguments.begin() + 1, arguments.end()});
}

Value StructEncode(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return ToStruct(ToYaml(arguments[0]));
}

Value StructDecode(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return ToDict(ToYaml(arguments[0]));
}

}  // namespace

Value MakeStructModule() {
  return starlark::Struct::MakeModule(
      "struct", {{"make", MakeModuleFunction("struct.make", StructMake)},
                 {"make_and_bind", MakeModuleFunction("struct.make_and_bind", MakeAndBind)},
                 {"bind", MakeModuleFunction("struct.bind", Bind)},
                 {"encode", MakeModuleFunction("struct.encode", StructEncode)},
                 {"decode", MakeModuleFunction("struct.decode", StructDecode)}});
}

}  // namespace pkgrepo::ytt
