// What Go's decoders take from a JSON value where they want a string.

#ifndef PKGREPO_YAML_JSON_YAML_DECODE_H_
#define PKGREPO_YAML_JSON_YAML_DECODE_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace pkgrepo::yaml {

// A string as it is, a number or boolean as the text it becomes in a field of type string: integers with all
// their digits, other numbers with the precision of 32 bits ("1e+06"). Nothing for all else.
std::optional<std::string> TextOfScalar(const nlohmann::json& value);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_JSON_YAML_DECODE_H_
