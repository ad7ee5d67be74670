// How messages of overlays and schemas name values and keys.

#ifndef PKGREPO_YTT_OVERLAY_WORDS_H_
#define PKGREPO_YTT_OVERLAY_WORDS_H_

#include <string>
#include <string_view>

#include "yaml/node.h"

namespace pkgrepo::ytt {

// "map", "array", "document set", "string", "integer", "float", "boolean", "null".
std::string_view TypeWord(const yaml::Value& value);

// As TypeWord(), but collections that code computed and no overlay has taken in yet have the names of Go's
// types: "*orderedmap.Map", "[]interface {}".
std::string_view HostTypeWord(const yaml::Value& value);

// A map key: a string as it is, others as Go prints them for %s, "%!s(int=1)".
std::string KeyWord(const yaml::Value& key);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_OVERLAY_WORDS_H_
