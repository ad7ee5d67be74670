#include "ytt/overlay/words.h"

#include "yaml/scalar.h"

namespace pkgrepo::ytt {

using yaml::Node;
using yaml::Value;

std::string_view TypeWord(const Value& value) {
  switch (value.type()) {
    case Value::Type::kNull:
      return "null";
    case Value::Type::kBool:
      return "boolean";
    case Value::Type::kInt:
    case Value::Type::kUint:
      return "integer";
    case Value::Type::kFloat:
      return "float";
    case Value::Type::kString:
      return "string";
    case Value::Type::kNode:
      break;
  }
  switch (value.node()->kind()) {
    case Node::Kind::kMap:
      return "map";
    case Node::Kind::kArray:
      return "array";
    case Node::Kind::kDocumentSet:
      break;
  }
  return "document set";
}

std::string_view HostTypeWord(const Value& value) {
  if (!value.is_node() || !value.node()->is_computed()) return TypeWord(value);
  return value.is_map() ? "*orderedmap.Map" : "[]interface {}";
}

std::string KeyWord(const Value& key) {
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
      return "%!s(float64=" + yaml::FormatFloat(key.as_float()) + ")";
    case Value::Type::kNull:
    case Value::Type::kNode:
      break;
  }
  return "%!s(<nil>)";
}

}  // namespace pkgrepo::ytt
