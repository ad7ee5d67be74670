#include "ytt/overlay/words.h"

#include <fmt/format.h>

#include "go/quote.h"
#include "go/value_text.h"
#include "yaml/printer.h"

namespace pkgrepo::ytt {

using yaml::Node;

std::string_view TypeWord(const yaml::Value& value) {
  switch (value.type()) {
    case yaml::Value::Type::kNull:
      return "null";
    case yaml::Value::Type::kBool:
      return "boolean";
    case yaml::Value::Type::kInt:
    case yaml::Value::Type::kUint:
      return "integer";
    case yaml::Value::Type::kFloat:
      return "float";
    case yaml::Value::Type::kString:
      return "string";
    case yaml::Value::Type::kNode:
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

std::string_view HostTypeWord(const yaml::Value& value) {
  if (!value.is_node() || !value.node()->is_computed()) return TypeWord(value);
  return value.is_map() ? "*orderedmap.Map" : "[]interface {}";
}

std::string PlainText(const yaml::Value& scalar) {
  if (scalar.is_null()) return "<nil>";
  if (scalar.is_string()) return std::string(scalar.string());
  if (scalar.is_float()) return go::FormatFloatValue(scalar.as_float());
  std::string text;
  yaml::AppendJson(text, scalar);
  return text;
}

std::string SyntaxText(const yaml::Value& scalar) {
  if (scalar.is_string()) return go::QuoteText(scalar.string());
  if (scalar.is_uint()) return fmt::format("{:#x}", scalar.as_uint());
  return PlainText(scalar);
}

}  // namespace pkgrepo::ytt
