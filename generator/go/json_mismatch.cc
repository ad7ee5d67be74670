#include "go/json_mismatch.h"

#include <nlohmann/json.hpp>

namespace pkgrepo::go {

std::string DescribeKindMismatch(std::string_view kind, const GoPlace& place) {
  const std::string where = place.field.empty() ? "value" : "struct field " + place.field;
  return "json: cannot unmarshal " + std::string(kind) + " into Go " + where + " of type " + place.type;
}

std::string DescribeMismatch(const nlohmann::json& value, const GoPlace& place) {
  return DescribeKindMismatch(value.is_boolean() ? "bool" : value.type_name(), place);
}

}  // namespace pkgrepo::go
