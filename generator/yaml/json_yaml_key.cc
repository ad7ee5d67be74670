#include "yaml/json_yaml_key.h"

#include <cmath>

#include "go/float_text.h"
#include "go/value_text.h"
#include "yaml/scalar.h"

namespace pkgrepo::yaml {
namespace {

using nlohmann::json;

// With the precision of 32 bits, as Go's conversion has it.
std::string FloatAsString(double key) {
  auto rounded = static_cast<float>(key);
  return std::isfinite(rounded) ? go::FormatShortestFloat(rounded) : FormatFloat(rounded);
}

// For "%#v" a value that is not within another one is no interface{}.
std::string Syntax(const json& value) { return value.is_null() ? "<nil>" : go::FormatSyntax(value); }

}  // namespace

std::string KeyAsString(const json& key, const json& value) {
  switch (key.type()) {
    case json::value_t::string:
      return key.get<std::string>();
    case json::value_t::boolean:
      return key.get<bool>() ? "true" : "false";
    case json::value_t::number_integer:
      return key.dump();
    case json::value_t::number_float:
      return FloatAsString(key.get<double>());
    case json::value_t::number_unsigned:
      throw UnsupportedKey("unsupported map key of type: uint64, key: " + Syntax(key) +
                           ", value: " + Syntax(value));
    case json::value_t::null:
      throw UnsupportedKey("unsupported map key of type: %!s(<nil>), key: <nil>, value: " + Syntax(value));
    default:
      throw DecodeError("yaml: invalid map key: " + go::FormatSyntax(key));
  }
}

}  // namespace pkgrepo::yaml
