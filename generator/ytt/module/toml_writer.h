// A map as TOML text, in the form of Go's BurntSushi/toml.

#ifndef PKGREPO_YTT_MODULE_TOML_WRITER_H_
#define PKGREPO_YTT_MODULE_TOML_WRITER_H_

#include <string>

#include "yaml/node.h"

namespace pkgrepo::ytt {

// Keys are sorted; plain values come before tables; null values are left out. Tables are indented by `indent`
// blanks for each level below the first. Throws Error if `value` is not a map, and for nulls in arrays.
std::string WriteToml(const yaml::Value& value, int indent);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_TOML_WRITER_H_
