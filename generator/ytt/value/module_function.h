// What the @ytt: modules share: making functions whose errors carry their name, and taking arguments apart
// with the messages that ytt has for it.
//
//   Value Sum(Thread&, const CallArguments& arguments) {
//     ExpectArguments(arguments, 1);
//     return Value::String(Md5Hex(ExpectString(arguments[0])));
//   }
//   Value module = starlark::Struct::MakeModule("md5", {{"sum", MakeModuleFunction("md5.sum", Sum)}});

#ifndef PKGREPO_YTT_VALUE_MODULE_FUNCTION_H_
#define PKGREPO_YTT_VALUE_MODULE_FUNCTION_H_

#include <initializer_list>
#include <string>
#include <string_view>

#include "starlark/values/callable.h"
#include "starlark/values/struct.h"

namespace pkgrepo::ytt {

// A builtin that puts "<name>: " ahead of the message of every Error thrown in it. The call stack of code
// that it called is dropped, as ytt does.
starlark::Value MakeModuleFunction(std::string name, starlark::Builtin::Function function);

// A member of a value, such as address.string(): as above, and it takes no arguments.
starlark::Value MakeGetter(std::string name, std::function<starlark::Value()> get);

// Throws "expected exactly one argument", or as many as `count` says.
void ExpectArguments(const starlark::CallArguments& arguments, size_t count);

// Throws "got N arguments, want M".
void ExpectArgumentCount(const starlark::CallArguments& arguments, size_t count);

// The bytes of a string, valid as long as `value`. Throws "expected a string, but was int".
std::string_view ExpectString(const starlark::Value& value);

// Throws "expected starlark.Bool, but was starlark.Int".
bool ExpectBool(const starlark::Value& value);

// The keyword argument, or unset.
starlark::Value FindNamed(const starlark::CallArguments& arguments, std::string_view name);
bool NamedBool(const starlark::CallArguments& arguments, std::string_view name);

// The `indent` keyword, 0 to 8; 0 if absent. Throws if it is out of range or there is any other keyword.
int NamedIndent(const starlark::CallArguments& arguments);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_VALUE_MODULE_FUNCTION_H_
