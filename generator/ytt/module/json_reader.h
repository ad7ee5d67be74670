// JSON text as Starlark values, as Go's encoding/json reads it.

#ifndef PKGREPO_YTT_MODULE_JSON_READER_H_
#define PKGREPO_YTT_MODULE_JSON_READER_H_

#include <string_view>

#include "starlark/values/value.h"

namespace pkgrepo::ytt {

// Objects become dicts sorted by key, of equal keys the last one counts; all numbers become floats; bytes
// that are not UTF-8 become U+FFFD. Throws Error with Go's messages ("invalid character '}' looking for
// beginning of value") and for nesting that is too deep.
starlark::Value ReadJson(std::string_view text);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_JSON_READER_H_
