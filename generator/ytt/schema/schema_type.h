// What a schema says of one value: a document, a map item or an array item.

#ifndef PKGREPO_YTT_SCHEMA_SCHEMA_TYPE_H_
#define PKGREPO_YTT_SCHEMA_SCHEMA_TYPE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/node.h"
#include "ytt/value/annotations.h"

namespace pkgrepo::ytt {

// From @schema/title, desc, examples, deprecated. For the reader of the exported schema only.
struct SchemaDocumentation {
  struct Example {
    std::string description;
    yaml::Value value;
  };
  std::string title;        // empty: none
  std::string description;  // empty: none
  std::optional<Example> example;
  bool is_deprecated = false;
};

class SchemaType {
 public:
  enum class Kind : uint8_t { kAny, kString, kInteger, kFloat, kBoolean, kMap, kArray };

  Kind kind = Kind::kAny;
  bool is_nullable = false;
  yaml::Position position;  // of the item in the schema
  SchemaDocumentation documentation;
  // The value that the schema gives: of scalars and of kAny.
  yaml::Value given;
  // From @schema/default, in place of all other defaults.
  std::optional<yaml::Value> explicit_default;
  std::shared_ptr<const NodeMetadata> validations;  // null: none

  // Of a map, in the order of the schema.
  struct MapField;
  std::vector<MapField> fields;
  // Of an array.
  std::shared_ptr<const SchemaType> element;

  // "map", "array", "string", "integer", "float", "boolean", "any".
  std::string_view Word() const;
  const MapField* FindField(const yaml::Value& key) const;
  bool is_scalar() const { return kind != Kind::kAny && kind != Kind::kMap && kind != Kind::kArray; }

  // The value when nothing is given, positioned in the schema.
  yaml::Value DefaultValue() const;
};

struct SchemaType::MapField {
  yaml::Value key;
  SchemaType type;

  // The map item with its default, rules attached.
  yaml::Item DefaultItem() const;
};

// Attaches the rules of `type`, if it has any, to the item.
void AttachRules(yaml::Item& item, const SchemaType& type);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_SCHEMA_SCHEMA_TYPE_H_
