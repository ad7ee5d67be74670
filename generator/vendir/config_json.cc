#include "vendir/config_json.h"

#include "base/digest.h"
#include "vendir/go_json.h"
#include "vendir/lock_fields.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::vendir {

Config ConfigFromJson(const nlohmann::json& json) {
  Config config;
  Decode(json, config, DecodeContext());
  return config;
}

LockConfig LockConfigFromJson(const nlohmann::json& json) {
  LockConfig lock{.api_version = "", .kind = "", .directories = {}};
  Decode(json, lock, DecodeContext());
  return lock;
}

std::string FormatConfig(const Config& config) {
  Config copy = config;
  return yaml::PrintJsonAsYaml(FieldEncoder::Encode(copy));
}

std::string FormatLockConfig(const LockConfig& lock) {
  LockConfig copy = lock;
  return yaml::PrintJsonAsYaml(FieldEncoder::Encode(copy));
}

std::string ConfigDigest(const Contents& contents) {
  Contents copy = contents;
  return Sha256Hex(yaml::PrintJsonAsYaml(FieldEncoder::Encode(copy)));
}

}  // namespace pkgrepo::vendir
