// The methods of string. They see bytes, except where case or classes of characters matter.

#ifndef PKGREPO_STARLARK_VALUES_STRING_METHODS_H_
#define PKGREPO_STARLARK_VALUES_STRING_METHODS_H_

#include "starlark/values/method.h"

namespace pkgrepo::starlark {

MethodTable StringMethods();

// Groups of them, one source file each.
namespace string_methods {

using Receiver = const Value&;
using Arguments = const CallArguments&;

// Case and classes: string_case.cc.
Value Capitalize(Thread&, std::string_view name, Receiver, Arguments);
Value IsAlnum(Thread&, std::string_view name, Receiver, Arguments);
Value IsAlpha(Thread&, std::string_view name, Receiver, Arguments);
Value IsDigit(Thread&, std::string_view name, Receiver, Arguments);
Value IsLower(Thread&, std::string_view name, Receiver, Arguments);
Value IsSpace(Thread&, std::string_view name, Receiver, Arguments);
Value IsTitle(Thread&, std::string_view name, Receiver, Arguments);
Value IsUpper(Thread&, std::string_view name, Receiver, Arguments);
Value Lower(Thread&, std::string_view name, Receiver, Arguments);
Value Title(Thread&, std::string_view name, Receiver, Arguments);
Value Upper(Thread&, std::string_view name, Receiver, Arguments);

// Splitting and joining: string_split.cc.
Value Join(Thread&, std::string_view name, Receiver, Arguments);
Value Partition(Thread&, std::string_view name, Receiver, Arguments);
Value RPartition(Thread&, std::string_view name, Receiver, Arguments);
Value RSplit(Thread&, std::string_view name, Receiver, Arguments);
Value Split(Thread&, std::string_view name, Receiver, Arguments);
Value SplitLines(Thread&, std::string_view name, Receiver, Arguments);

// str.format: format.cc.
Value Format(Thread&, std::string_view name, Receiver, Arguments);

}  // namespace string_methods

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_STRING_METHODS_H_
