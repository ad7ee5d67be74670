// Map keys of YAML as keys of JSON.

#ifndef PKGREPO_YAML_JSON_YAML_KEY_H_
#define PKGREPO_YAML_JSON_YAML_KEY_H_

#include <nlohmann/json.hpp>
#include <string>

namespace pkgrepo::yaml {

// Strings as they are, booleans and numbers as text. Throws Error for anything else, quoting Go's view of
// `key` and of the `value` that belongs to it.
std::string KeyAsString(const nlohmann::json& key, const nlohmann::json& value);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_JSON_YAML_KEY_H_
