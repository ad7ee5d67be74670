// How messages of overlays and schemas name values.

#ifndef PKGREPO_YTT_OVERLAY_WORDS_H_
#define PKGREPO_YTT_OVERLAY_WORDS_H_

#include <string_view>

#include "yaml/node.h"

namespace pkgrepo::ytt {

// "map", "array", "document set", "string", "integer", "float", "boolean", "null".
std::string_view TypeWord(const yaml::Value& value);

// As TypeWord(), but collections that code computed and no overlay has taken in yet have the names of Go's
// types: "*orderedmap.Map", "[]interface {}".
std::string_view HostTypeWord(const yaml::Value& value);

// A scalar as Go prints it for %v: a string as it is, "<nil>" for null.
std::string PlainText(const yaml::Value& scalar);

// As Go prints it for %#v: a string in quotes, and integers beyond int64 in hexadecimal.
std::string SyntaxText(const yaml::Value& scalar);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_OVERLAY_WORDS_H_
