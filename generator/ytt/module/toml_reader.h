// TOML text (https://toml.io/en/v1.0.0) as Starlark values. Follows https://github.com/BurntSushi/toml v1.2.1.
//
//   ReadToml("a.b = 1");    // {"a": {"b": 1}}
//
// No library serves: errors are those of the original to the byte, with its line and the last key it had read, and so
// are the points in which it is laxer or stricter than TOML.

#ifndef PKGREPO_YTT_MODULE_TOML_READER_H_
#define PKGREPO_YTT_MODULE_TOML_READER_H_

#include <string_view>

#include "starlark/values/value.h"

namespace pkgrepo::ytt {

// Tables become dicts sorted by key. Dates and times become their text. Throws Error `toml: line 2 (last key "a"):
// Key 'a' has already been defined.`
starlark::Value ReadToml(std::string_view text);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_TOML_READER_H_
