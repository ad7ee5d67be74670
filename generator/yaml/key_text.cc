#include "yaml/key_text.h"

#include <cmath>

#include "yaml/scalar.h"

namespace pkgrepo::yaml {
namespace {

std::string FloatText(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return FormatFloat(value);
}

}  // namespace

std::string KeyText(const Value& key) {
  switch (key.type()) {
    case Value::Type::kString:
      return std::string(key.string());
    case Value::Type::kBool:
      return key.as_bool() ? "%!s(bool=true)" : "%!s(bool=false)";
    case Value::Type::kInt:
      return "%!s(int=" + std::to_string(key.as_int()) + ")";
    case Value::Type::kUint:
      return "%!s(uint64=" + std::to_string(key.as_uint()) + ")";
    case Value::Type::kFloat:
      return "%!s(float64=" + FloatText(key.as_float()) + ")";
    case Value::Type::kNull:
    case Value::Type::kNode:
      break;
  }
  return "%!s(<nil>)";
}

}  // namespace pkgrepo::yaml
