// The library of modules that templates load: load("@ytt:json", "json").
//
// Each @ytt:NAME holds one symbol, NAME, which is a module. Those here need nothing but their arguments. The
// others depend on where they are loaded: data (data.h), library (library/library_module.h), template (the template engine).
//
// Functions and error texts: https://carvel.dev/ytt/docs/v0.48.x/lang-ref-ytt/

#ifndef PKGREPO_YTT_MODULE_MODULES_H_
#define PKGREPO_YTT_MODULE_MODULES_H_

#include <optional>
#include <string_view>

#include "starlark/values/value.h"

namespace pkgrepo::ytt {

starlark::Value MakeAssertModule();
starlark::Value MakeBase64Module();
starlark::Value MakeIpModule();
starlark::Value MakeJsonModule();
starlark::Value MakeMathModule();
starlark::Value MakeMd5Module();
starlark::Value MakeModuleModule();
starlark::Value MakeOverlayModule();
starlark::Value MakeRegexpModule();
starlark::Value MakeSha256Module();
starlark::Value MakeStructModule();
starlark::Value MakeTomlModule();
starlark::Value MakeUrlModule();
starlark::Value MakeVersionModule();
starlark::Value MakeYamlModule();

// The module of that name (without "@ytt:"), or nullopt. Makes a new one at each call.
std::optional<starlark::Value> MakeModule(std::string_view name);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_MODULES_H_
