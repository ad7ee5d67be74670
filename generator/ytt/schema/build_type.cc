#include "ytt/schema/build_type.h"

#include "base/strings.h"
#include "yaml/key_text.h"
#include "ytt/overlay/words.h"
#include "ytt/schema/violation.h"
#include "ytt/validation/rule_set.h"

namespace pkgrepo::ytt {

using yaml::Item;
using yaml::Node;

namespace {

[[noreturn]] void ThrowNull(const Item& item) {
  SchemaViolation violation;
  violation.positions = {item.position};
  violation.found = "null value";
  violation.expected = "non-null value";
  violation.hints = {"in YAML, omitting a value implies null.",
                     "to set the default value to null, annotate with @schema/nullable.",
                     "to allow any value, annotate with @schema/type any=True."};
  throw InvalidSchema("null value not allowed here", violation);
}

[[noreturn]] void ThrowItemCount(const Item& item, size_t count) {
  SchemaViolation violation;
  violation.positions = {item.position};
  violation.found = std::to_string(count) + " array items";
  violation.expected = "exactly 1 array item, of the desired type";
  violation.hints = {"in schema, the one item of the array implies the type of its elements.",
                     "in schema, the default value for an array is always an empty list.",
                     "default values can be overridden via a data values overlay."};
  throw InvalidSchema("wrong number of items in array definition", violation);
}

SchemaType::Kind ScalarKind(const yaml::Value& value) {
  switch (value.type()) {
    case yaml::Value::Type::kBool:
      return SchemaType::Kind::kBoolean;
    case yaml::Value::Type::kInt:
    case yaml::Value::Type::kUint:
      return SchemaType::Kind::kInteger;
    case yaml::Value::Type::kFloat:
      return SchemaType::Kind::kFloat;
    default:
      return SchemaType::Kind::kString;
  }
}

// A computed collection as Go's fmt prints it for %s, or for %v if `plain`. Maps within are pointers, which %s
// does not know and has printed for %v.
std::string HostText(const yaml::Value& value, bool plain = false, bool is_outermost = true) {
  if (!value.is_node()) {
    if (plain || value.is_null()) return PlainText(value);
    // Integers that code computes have 64 bits in their type's name.
    return value.is_int() ? "%!s(int64=" + PlainText(value) + ")" : yaml::KeyText(value);
  }
  const Node& node = *value.node();
  if (node.is_map() && !is_outermost && !plain) return "%!s(*orderedmap.Map=" + HostText(value, true) + ")";
  std::vector<std::string> parts;
  for (const Item& item : node.items) {
    const std::string text = HostText(item.value, plain, false);
    parts.push_back(node.is_map() ? "{" + HostText(item.key, plain, false) + " " + text + "}" : text);
  }
  const std::string list = "[" + Join(parts, " ") + "]";
  return node.is_map() ? "&{" + list + "}" : list;
}

[[noreturn]] void ThrowComputed(const yaml::Value& value) {
  throw Error("Expected value '" + HostText(value) + "' to be a map, array, or scalar, but was " +
              std::string(HostTypeWord(value)));
}

// The kind of value that the item gives, with what is below it.
void BuildContent(const Item& item, SchemaType& type) {
  if (item.value.is_null()) ThrowNull(item);
  if (!item.value.is_node()) {
    type.kind = ScalarKind(item.value);
    type.given = item.value;
    return;
  }
  const Node& node = *item.value.node();
  if (node.is_computed()) ThrowComputed(item.value);
  if (node.is_map()) {
    type.kind = SchemaType::Kind::kMap;
    type.fields.reserve(node.items.size());
    for (const Item& child : node.items) {
      type.fields.push_back({child.key, BuildSchemaType(child, SchemaPlace::kMapItem)});
    }
    return;
  }
  type.kind = SchemaType::Kind::kArray;
  if (node.items.size() != 1) ThrowItemCount(item, node.items.size());
  type.element =
      std::make_shared<const SchemaType>(BuildSchemaType(node.items.front(), SchemaPlace::kArrayItem));
}

// The same below @schema/nullable, where ytt reports errors under a heading of its own.
void BuildNullableContent(const Item& item, SchemaType& type) {
  if (item.value.is_null()) ThrowNull(item);
  try {
    BuildContent(item, type);
  } catch (const Error& error) {
    throw Error(RenderNested("Invalid schema", error.message()));
  }
}

}  // namespace

SchemaType BuildSchemaType(const Item& item, SchemaPlace place) {
  SchemaType type;
  type.position = item.position;
  const bool is_any = ReadAnyType(item);
  type.is_nullable = ReadNullable(item);
  if (is_any) {
    RefuseNestedTypes(item.value);
    type.given = item.value;
  } else if (type.is_nullable) {
    BuildNullableContent(item, type);
  } else {
    BuildContent(item, type);
  }
  type.documentation = ReadDocumentation(item, place);
  CheckExamples(item, type);
  type.explicit_default = ReadDefault(item, place, type);
  if (const Annotation* const validation = FindAnnotation(item, "schema/validation")) {
    type.validations = std::make_shared<const RuleSet>(*validation);
  }
  return type;
}

}  // namespace pkgrepo::ytt
