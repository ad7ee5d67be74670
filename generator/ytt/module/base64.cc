// @ytt:base64: encode(text, url=False, raw=False, strict=False), decode(…).

#include "go/base64.h"

#include "ytt/module/modules.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::Thread;
using starlark::Value;

namespace {

go::Base64Variant VariantOf(const CallArguments& arguments) {
  return {.url = NamedBool(arguments, "url"),
          .raw = NamedBool(arguments, "raw"),
          .strict = NamedBool(arguments, "strict")};
}

Value Base64Encode(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return Value::String(go::EncodeBase64(ExpectString(arguments[0]), VariantOf(arguments)));
}

Value Base64Decode(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return Value::String(go::DecodeBase64(ExpectString(arguments[0]), VariantOf(arguments)));
}

}  // namespace

Value MakeBase64Module() {
  return starlark::Struct::MakeModule("base64",
                                      {{"encode", MakeModuleFunction("base64.encode", Base64Encode)},
                                       {"decode", MakeModuleFunction("base64.decode", Base64Decode)}});
}

}  // namespace pkgrepo::ytt
