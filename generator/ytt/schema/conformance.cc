#include "ytt/schema/conformance.h"

#include <algorithm>

#include "base/strings.h"
#include "go/spell.h"
#include "yaml/key_text.h"
#include "ytt/overlay/words.h"

namespace pkgrepo::ytt {

using yaml::Item;
using yaml::Node;

namespace {

// How many keys a message lists at most.
constexpr size_t kListedKeys = 9;

SchemaViolation WrongType(const Item& item, const yaml::Position& position, const SchemaType& type) {
  SchemaViolation violation;
  violation.positions = {position};
  violation.found = TypeWord(item.value);
  // ytt has no word for the types of a schema that code computed.
  const std::string word = type.position.known() ? std::string(type.Word()) : "";
  violation.expected = word + " (by " + type.position.ToString() + ")";
  return violation;
}

SchemaViolation UnknownKey(const Item& item, const SchemaType& map) {
  std::vector<std::string> keys;
  for (const SchemaType::MapField& field : map.fields) keys.push_back(yaml::KeyText(field.key));
  std::sort(keys.begin(), keys.end());

  SchemaViolation violation;
  violation.description = "Given data value is not declared in schema";
  violation.positions = {item.position};
  violation.found = PlainText(item.key);
  if (keys.size() == 1) {
    violation.expected = "a map item with the key named \"" + keys.front() + "\"";
  } else if (keys.empty() || keys.size() > kListedKeys) {
    violation.expected = "a key declared in map";
  } else {
    violation.expected = "one of { " + Join(keys, ", ") + " }";
  }
  violation.expected += " (from " + map.position.ToString() + ")";
  const std::string meant = go::NearestName(violation.found, keys);
  if (!meant.empty()) violation.hints.push_back("did you mean \"" + meant + "\"?");
  return violation;
}

void Complete(Item& item, const SchemaType& type, std::vector<SchemaViolation>& violations) {
  AttachRules(item, type);
  if (type.kind == SchemaType::Kind::kAny || !item.value.is_node()) return;
  Node& node = *item.value.node();
  if (node.is_map() && type.kind == SchemaType::Kind::kMap) {
    for (Item& child : node.items) {
      if (const auto* field = type.FindField(child.key)) Complete(child, field->type, violations);
    }
    for (const SchemaType::MapField& field : type.fields) {
      if (node.Find(field.key) == nullptr) node.items.push_back(field.DefaultItem());
    }
  } else if (node.is_array() && type.kind == SchemaType::Kind::kArray) {
    for (Item& child : node.items) Complete(child, *type.element, violations);
  } else {
    violations.push_back(WrongType(item, node.position, type));
  }
}

bool HasType(const yaml::Value& value, const SchemaType& type) {
  switch (type.kind) {
    case SchemaType::Kind::kAny:
      return true;
    case SchemaType::Kind::kString:
      return value.is_string();
    case SchemaType::Kind::kInteger:
      return value.is_int() || value.is_uint();
    case SchemaType::Kind::kFloat:
      return value.is_float() || value.is_int() || value.is_uint();
    case SchemaType::Kind::kBoolean:
      return value.is_bool();
    case SchemaType::Kind::kMap:
      return value.is_map();
    case SchemaType::Kind::kArray:
      break;
  }
  return value.is_array();
}

void Check(const Item& item, const SchemaType& type, std::vector<SchemaViolation>& violations) {
  if (type.kind == SchemaType::Kind::kAny || (item.value.is_null() && type.is_nullable)) return;
  if (!HasType(item.value, type)) {
    violations.push_back(WrongType(item, item.position, type));
    return;
  }
  if (!item.value.is_node()) return;
  const Node& node = *item.value.node();
  if (node.is_array()) {
    for (const Item& child : node.items) Check(child, *type.element, violations);
    return;
  }
  for (const Item& child : node.items) {
    if (type.FindField(child.key) == nullptr) violations.push_back(UnknownKey(child, type));
  }
  for (const Item& child : node.items) {
    if (const auto* field = type.FindField(child.key)) Check(child, field->type, violations);
  }
}

}  // namespace

std::vector<SchemaViolation> CompleteValues(Item& item, const SchemaType& type) {
  std::vector<SchemaViolation> violations;
  Complete(item, type, violations);
  return violations;
}

std::vector<SchemaViolation> CheckValues(const Item& item, const SchemaType& type) {
  std::vector<SchemaViolation> violations;
  Check(item, type, violations);
  return violations;
}

std::vector<SchemaViolation> ConformValues(Item& item, const SchemaType& type) {
  std::vector<SchemaViolation> violations = CompleteValues(item, type);
  if (violations.empty()) violations = CheckValues(item, type);
  return violations;
}

}  // namespace pkgrepo::ytt
