// @ytt:sha256: sum(text), in hexadecimal digits.

#include "base/digest.h"
#include "ytt/module/modules.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {
namespace {

starlark::Value Sha256Sum(starlark::Thread&, const starlark::CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return starlark::Value::String(Sha256Hex(ExpectString(arguments[0])));
}

}  // namespace

starlark::Value MakeSha256Module() {
  return starlark::Struct::MakeModule("sha256", {{"sum", MakeModuleFunction("sha256.sum", Sha256Sum)}});
}

}  // namespace pkgrepo::ytt
