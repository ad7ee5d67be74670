// Map keys of YAML as keys of JSON.

#ifndef PKGREPO_YAML_JSON_YAML_KEY_H_
#define PKGREPO_YAML_JSON_YAML_KEY_H_

#include <nlohmann/json.hpp>
#include <string>

#include "base/error.h"

namespace pkgrepo::yaml {

// A key that JSON cannot have: null, or an integer of more than 63 bits.
struct UnsupportedKey : Error {
  using Error::Error;
};

// What is wrong with the meaning of well-formed YAML. Go reads a whole document before it looks for such
// faults, so that a syntax error anywhere in it comes first.
struct DecodeError : Error {
  using Error::Error;
};

// Strings as they are, booleans and numbers as text. Throws UnsupportedKey for such keys and DecodeError for
// lists and maps, quoting Go's view of `key` and of the `value` that belongs to it.
std::string KeyAsString(const nlohmann::json& key, const nlohmann::json& value);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_JSON_YAML_KEY_H_
