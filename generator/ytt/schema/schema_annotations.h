// The schema/* annotations of one item of a schema, read and checked one by one.
//
// Errors: Error with the whole text (violation.h), which shows the annotation and the item.

#ifndef PKGREPO_YTT_SCHEMA_SCHEMA_ANNOTATIONS_H_
#define PKGREPO_YTT_SCHEMA_SCHEMA_ANNOTATIONS_H_

#include <optional>

#include "yaml/node.h"
#include "ytt/schema/schema_type.h"

namespace pkgrepo::ytt {

// Where an annotated item stands.
enum class SchemaPlace : uint8_t { kDocument, kMapItem, kArrayItem };

// @schema/type any=True.
bool ReadAnyType(const yaml::Item& item);

// @schema/nullable.
bool ReadNullable(const yaml::Item& item);

// @schema/desc, title, examples and deprecated. The example is not held against the type yet.
SchemaDocumentation ReadDocumentation(const yaml::Item& item, SchemaPlace place);

// All examples have the type. Precondition: ReadDocumentation() has accepted them.
void CheckExamples(const yaml::Item& item, const SchemaType& type);

// @schema/default, which must have the type.
std::optional<yaml::Value> ReadDefault(const yaml::Item& item, SchemaPlace place, const SchemaType& type);

// Nothing below an item of any type restricts it.
void RefuseNestedTypes(const yaml::Value& value);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_SCHEMA_SCHEMA_ANNOTATIONS_H_
