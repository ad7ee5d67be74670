// What the messages of ytt's template engine call a value's type.

#ifndef PKGREPO_YTT_VALUE_TYPE_NAMES_H_
#define PKGREPO_YTT_VALUE_TYPE_NAMES_H_

#include <string>

#include "starlark/values/value.h"
#include "yaml/node.h"

namespace pkgrepo::ytt {

// The type that the original has for the value in Go: "int64", "*yamlmeta.Map", "[]interface {}".
std::string GoTypeName(const starlark::Value& value);

// The Go type of the Starlark value itself: "starlark.Int", "*starlark.List".
std::string HostTypeName(const starlark::Value& value);

// The word for people: "integer", "map", "array", "document set", "null"; a Go type for dicts and lists.
std::string YamlTypeName(const starlark::Value& value);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_VALUE_TYPE_NAMES_H_
