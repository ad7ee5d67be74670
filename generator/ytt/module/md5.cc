// @ytt:md5: sum(text), in hexadecimal digits.

#include "base/digest.h"
#include "ytt/module/modules.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {
namespace {

starlark::Value Md5Sum(starlark::Thread&, const starlark::CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return starlark::Value::String(Md5Hex(ExpectString(arguments[0])));
}

}  // namespace

starlark::Value MakeMd5Module() {
  return starlark::Struct::MakeModule("md5", {{"sum", MakeModuleFunction("md5.sum", Md5Sum)}});
}

}  // namespace pkgrepo::ytt
