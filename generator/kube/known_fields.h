// A resource as kapp-controller's own Go types hold it: what they do not know is left out, and so is what says nothing.
//
//   json spec = KeepKnownFields(document["spec"], *FindFieldType(*type, {"spec"}), "spec");
//
// kctrl writes the files of a package through these types, so that unknown fields, empty texts, lists and maps, zeros and
// `false` are gone afterwards; only a map with fields of its own stays, as `{}`. Durations come out in Go's form.

#ifndef PKGREPO_KUBE_KNOWN_FIELDS_H_
#define PKGREPO_KUBE_KNOWN_FIELDS_H_

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "kube/field_types.h"

namespace pkgrepo::kube {

// `value` is what Go makes of YAML (yaml/json_yaml.h), so `y` where a text belongs is "true". Null counts as an empty map.
// Throws Error in Go's words for a value of another type: "json: cannot unmarshal array into Go struct field
// spec.template.ytt of type object"; `path` is where it stands.
nlohmann::json KeepKnownFields(const nlohmann::json& value, const StructType& type, const std::string& path);

// `metadata` of an object, by the same rules; `creationTimestamp` is always there, null if it is not known.
nlohmann::json KeepKnownMetadata(const nlohmann::json& metadata);

// The type of what these fields lead to, through lists as well. Precondition: they lead to a struct.
const StructType& FindFieldType(const StructType& type, const std::vector<std::string_view>& path);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_KNOWN_FIELDS_H_
