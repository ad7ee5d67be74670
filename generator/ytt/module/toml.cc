// @ytt:toml: encode(value, indent=0), decode(text).

#include "ytt/module/modules.h"
#include "ytt/module/toml_reader.h"
#include "ytt/module/toml_writer.h"
#include "ytt/value/convert.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::Thread;
using starlark::Value;

namespace {

constexpr int kUsualIndent = 2;

Value TomlEncode(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  const int indent = NamedIndent(arguments);
  return Value::String(WriteToml(ToYaml(arguments[0]), indent == 0 ? kUsualIndent : indent));
}

Value TomlDecode(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return ReadToml(ExpectString(arguments[0]));
}

}  // namespace

Value MakeTomlModule() {
  return starlark::Struct::MakeModule("toml", {{"encode", MakeModuleFunction("toml.encode", TomlEncode)},
                                               {"decode", MakeModuleFunction("toml.decode", TomlDecode)}});
}

}  // namespace pkgrepo::ytt
