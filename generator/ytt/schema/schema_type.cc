#include "ytt/schema/schema_type.h"

#include "ytt/overlay/equality.h"
#include "ytt/schema/conformance.h"
#include "ytt/value/convert.h"

namespace pkgrepo::ytt {

using yaml::Item;
using yaml::Node;

std::string_view SchemaType::Word() const {
  switch (kind) {
    case Kind::kAny:
      return "any";
    case Kind::kString:
      return "string";
    case Kind::kInteger:
      return "integer";
    case Kind::kFloat:
      return "float";
    case Kind::kBoolean:
      return "boolean";
    case Kind::kMap:
      return "map";
    case Kind::kArray:
      break;
  }
  return "array";
}

const SchemaType::MapField* SchemaType::FindField(const yaml::Value& key) const {
  for (const MapField& field : fields) {
    if (SameScalar(field.key, key)) return &field;
  }
  return nullptr;
}

yaml::Value SchemaType::DefaultValue() const {
  if (explicit_default) return explicit_default->DeepCopy();
  if (is_nullable) return yaml::Value();
  if (kind == Kind::kArray) return yaml::MakeRef<Node>(Node::Kind::kArray, position);
  if (kind != Kind::kMap) return given.DeepCopy();

  const auto map = yaml::MakeRef<Node>(Node::Kind::kMap, position);
  map->items.reserve(fields.size());
  for (const MapField& field : fields) map->items.push_back(field.DefaultItem());
  return map;
}

Item SchemaType::MapField::DefaultItem() const {
  Item item(key, type.DefaultValue(), type.position);
  // A default of @schema/default lacks what the schema has below it.
  CompleteValues(item, type);
  return item;
}

void AttachRules(Item& item, const SchemaType& type) {
  if (type.validations) MutableAnnotations(item).validations = type.validations;
}

}  // namespace pkgrepo::ytt
