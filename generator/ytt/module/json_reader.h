// JSON text as Starlark values.
//
//   ReadJson("[1, null]");    // [1.0, None]
//
// go/json_reader.h reads it, and says why no library does.

#ifndef PKGREPO_YTT_MODULE_JSON_READER_H_
#define PKGREPO_YTT_MODULE_JSON_READER_H_

#include <string_view>

#include "starlark/values/value.h"

namespace pkgrepo::ytt {

// Objects become dicts sorted by key, of equal keys the last one counts; all numbers become floats; bytes
// that are not UTF-8 become U+FFFD. Throws Error as go::ReadJson(), for numbers beyond floats, and for nesting beyond
// yaml::kMaxDepth.
starlark::Value ReadJson(std::string_view text);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_JSON_READER_H_
