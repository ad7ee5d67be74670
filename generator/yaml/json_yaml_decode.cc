#include "yaml/json_yaml_decode.h"

#include "go/float_text.h"

namespace pkgrepo::yaml {

using nlohmann::json;

std::optional<std::string> TextOfScalar(const json& value) {
  switch (value.type()) {
    case json::value_t::string:
      return value.get<std::string>();
    case json::value_t::number_float:
      return go::FormatShortestFloat(static_cast<float>(value.get<double>()));
    case json::value_t::boolean:
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
      return value.dump();
    default:
      return std::nullopt;
  }
}

}  // namespace pkgrepo::yaml
