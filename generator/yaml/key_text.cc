#include "yaml/key_text.h"

#include "base/strings.h"
#include "go/value_text.h"
#include "yaml/scanner.h"

namespace pkgrepo::yaml {
namespace {

// Lines count from 0, in a text that begins with a marker in any case.
uint32_t HostLine(const Position& position) {
  const bool has_marker = position.source && StartsWithDocumentMarker(position.source->text());
  return has_marker ? position.line - 1 : position.line;
}

std::string ElementText(const Value& value) { return value.is_null() ? "<nil>" : KeyText(value); }

std::string CollectionText(const Node& node) {
  std::vector<std::string> parts;
  for (const Item& item : node.items) {
    const std::string key = node.is_map() ? ElementText(item.key) + ' ' : "";
    const std::string line = std::to_string(HostLine(item.position));
    parts.push_back('{' + key + ElementText(item.value) + " %!s(int=" + line + ")}");
  }
  return '[' + Join(parts, " ") + ']';
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
      return "%!s(float64=" + go::FormatFloatValue(key.as_float()) + ")";
    case Value::Type::kNode:
      return CollectionText(*key.node());
    case Value::Type::kNull:
      break;
  }
  return "%!s(<nil>)";
}

Value PrintedKey(const Value& key) {
  if (!key.is_node() || key.node()->is_computed()) return key;
  const Node& node = *key.node();
  RefPtr<Node> printed = MakeRef<Node>(node.kind(), node.position);
  for (const Item& item : node.items) {
    Value value = PrintedKey(item.value);
    if (!node.is_map()) {
      RefPtr<Node> element = MakeRef<Node>(Node::Kind::kMap, item.position);
      element->items.emplace_back(Value::String("value"), std::move(value), item.position);
      element->items.emplace_back(Value::String("line"), Value::Int(HostLine(item.position)), item.position);
      value = element;
    }
    printed->items.emplace_back(PrintedKey(item.key), std::move(value), item.position);
  }
  return printed;
}

}  // namespace pkgrepo::yaml
