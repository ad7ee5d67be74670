// A Starlark value as YAML text.

#ifndef PKGREPO_YTT_MODULE_YAML_H_
#define PKGREPO_YTT_MODULE_YAML_H_

#include <string>

#include "starlark/values/value.h"

namespace pkgrepo::ytt {

// One document, or several if `value` is a document set; None is the empty text. Throws Error for values that
// are not YAML.
std::string EncodeYaml(const starlark::Value& value);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_YAML_H_
