// vendir.yml and vendir.lock.yml between text and structs.

#ifndef PKGREPO_VENDIR_CONFIG_JSON_H_
#define PKGREPO_VENDIR_CONFIG_JSON_H_

#include <nlohmann/json.hpp>
#include <string>

#include "vendir/config.h"
#include "vendir/lock_config.h"

namespace pkgrepo::vendir {

// Reads leniently: keys in any case, unknown ones passed over, null for what is absent, numbers and booleans
// where text is wanted. Throws Error with Go's words ("json: cannot unmarshal string into Go struct field …")
// for a value of the wrong kind.
Config ConfigFromJson(const nlohmann::json& json);
LockConfig LockConfigFromJson(const nlohmann::json& json);

// As upstream prints them, empty values left out.
std::string FormatConfig(const Config& config);

// The SHA-256, in hexadecimal, of the contents' configuration: what tells whether lazy contents are up to
// date.
std::string ConfigDigest(const Contents& contents);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_CONFIG_JSON_H_
