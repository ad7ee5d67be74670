// @ytt:json: encode(value, indent=0), decode(text).

#include <cmath>

#include "base/error.h"
#include "yaml/printer.h"
#include "ytt/module/json_reader.h"
#include "ytt/module/modules.h"
#include "ytt/value/convert.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::Thread;
using starlark::Value;

namespace {

// JSON has no word for numbers that are not finite.
void RefuseInfinite(const yaml::Value& value) {
  if (value.is_float() && std::isnan(value.as_float())) throw Error("json: unsupported value: NaN");
  if (value.is_float() && std::isinf(value.as_float())) {
    throw Error(std::string("json: unsupported value: ") + (value.as_float() > 0 ? "+Inf" : "-Inf"));
  }
  if (!value.is_node()) return;
  for (const yaml::Item& item : value.node()->items) RefuseInfinite(item.value);
}

Value JsonEncode(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  const int indent = NamedIndent(arguments);
  const yaml::Value value = ToYaml(arguments[0]);
  RefuseInfinite(value);
  std::string out;
  yaml::AppendJson(out, value, indent);
  return Value::String(out);
}

Value JsonDecode(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return ReadJson(ExpectString(arguments[0]));
}

}  // namespace

Value MakeJsonModule() {
  return starlark::Struct::MakeModule("json", {{"encode", MakeModuleFunction("json.encode", JsonEncode)},
                                               {"decode", MakeModuleFunction("json.decode", JsonDecode)}});
}

}  // namespace pkgrepo::ytt
