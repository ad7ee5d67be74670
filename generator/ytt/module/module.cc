// @ytt:module: make("name", a=1, f=g), a module of one's own.

#include "starlark/values/unpack.h"
#include "ytt/module/modules.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {
namespace {

starlark::Value Make(starlark::Thread&, const starlark::CallArguments& arguments) {
  std::string name;
  starlark::UnpackPositional("module.make", {arguments.begin(), arguments.size()}, 1, name);
  starlark::StringDict members;
  for (size_t i = 0; i < arguments.named_size(); ++i) {
    members.insert_or_assign(std::string(arguments.name(i)), arguments.named(i));
  }
  return starlark::Struct::MakeModule(std::move(name), std::move(members));
}

}  // namespace

starlark::Value MakeModuleModule() {
  return starlark::Struct::MakeModule("module", {{"make", MakeModuleFunction("module.make", Make)}});
}

}  // namespace pkgrepo::ytt
