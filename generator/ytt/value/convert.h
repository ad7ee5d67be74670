// Between YAML values and Starlark values.
//
//   YAML                          Starlark
//   scalar                        the same scalar
//   parsed map, array, documents  Fragment, sharing the node
//   computed map, array           dict, list (a new one at each conversion)
//
//   Starlark                      YAML
//   scalar                        the same scalar
//   Fragment                      its node, shared
//   dict, struct                  computed map
//   list, tuple, set              computed array
//
// Computed nodes have unknown positions.

#ifndef PKGREPO_YTT_VALUE_CONVERT_H_
#define PKGREPO_YTT_VALUE_CONVERT_H_

#include "starlark/values/value.h"
#include "yaml/node.h"

namespace pkgrepo::ytt {

starlark::Value ToStarlark(const yaml::Value& value);

// Throws Error for values that YAML cannot hold (functions, modules, integers beyond 64 bits) and for nesting
// deeper than yaml::kMaxDepth.
yaml::Value ToYaml(const starlark::Value& value);

// As ToStarlark, but parsed nodes become plain dicts and lists too, all the way down (yaml.decode,
// json.decode).
starlark::Value ToDict(const yaml::Value& value);

// As ToDict, but maps become structs (data.values). Keys must be strings.
starlark::Value ToStruct(const yaml::Value& value);

// Makes computed nodes in `value` parsed ones. What is parsed already stays the same node and shared with its
// other owners. Computed items are placed at `position`.
void MakeParsed(yaml::Value& value, const yaml::Position& position = {});

// To be called when code puts `inner` into a node, `levels` below `outer`: throws Error if that nests too
// deep.
void CheckNesting(yaml::Node& outer, const yaml::Value& inner, size_t levels = 1);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_VALUE_CONVERT_H_
