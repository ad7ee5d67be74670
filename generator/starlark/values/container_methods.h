// The methods of list, dict and set.

#ifndef PKGREPO_STARLARK_VALUES_CONTAINER_METHODS_H_
#define PKGREPO_STARLARK_VALUES_CONTAINER_METHODS_H_

#include "starlark/values/dict.h"
#include "starlark/values/method.h"

namespace pkgrepo::starlark {

MethodTable ListMethods();
MethodTable DictMethods();
MethodTable SetMethods();

// What dict(…) and dict.update(…) do: adds the entries of at most one mapping or sequence of pairs, then the
// keyword arguments.
void UpdateDict(Dict& dict, const CallArguments& arguments);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_CONTAINER_METHODS_H_
