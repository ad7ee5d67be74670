// TOML text (https://toml.io/en/v1.0.0) as Starlark values.

#ifndef PKGREPO_YTT_MODULE_TOML_READER_H_
#define PKGREPO_YTT_MODULE_TOML_READER_H_

#include <string_view>

#include "starlark/values/value.h"

namespace pkgrepo::ytt {

// Tables become dicts sorted by key. Dates and times become their text. Throws Error with the messages of
// Go's BurntSushi/toml: `toml: line 2 (last key "a"): Key 'a' has already been defined.`
starlark::Value ReadToml(std::string_view text);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_TOML_READER_H_
