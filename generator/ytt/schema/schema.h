// Data values schemas: what values there are, their types and their defaults.
//
//   Schema schema = Schema::FromDocument(document);      // the result of overlaying the schema documents
//   Item values = schema.DefaultValues();
//   for (Item& given : data_values_documents) {
//     schema.Check(given);                               // completes array items; throws if a type is wrong
//     values = OverlayDocument(thread, values, given);   // overlay/apply.h
//   }
//
// A schema without document (the default constructor) knows no values and permits all.
//
// Errors: Error with the whole text that ytt prints after "Overlaying data values (in following order: …): ",
// several lines that start with a newline. Positions are of the nodes and annotations concerned.
//
// Behaviour: https://carvel.dev/ytt/docs/v0.48.0/lang-ref-ytt-schema/

#ifndef PKGREPO_YTT_SCHEMA_SCHEMA_H_
#define PKGREPO_YTT_SCHEMA_SCHEMA_H_

#include <memory>

#include "yaml/node.h"

namespace pkgrepo::ytt {

class SchemaType;

class Schema {
 public:
  Schema();
  // Reads the schema/* annotations and the values of a document. Throws Error for what is no schema: null
  // where no type can be told, defaults and examples of another type, misplaced or malformed annotations.
  static Schema FromDocument(const yaml::Item& document);

  // Whether there is a document. Without, Check() does nothing.
  bool is_given() const { return type_ != nullptr; }

  // A document with the default of every value, positioned in the schema, with the validations of the schema
  // attached (validation/validate.h). Null without a schema document.
  yaml::Item DefaultValues() const;

  // Checks a document of data values that is to be overlaid on others. Items of arrays receive the defaults
  // that they lack, and every node the validations of its type. Throws Error with all violations.
  void Check(yaml::Item& document) const;

  // The document of `--data-values-schema-inspect -o openapi-v3`.
  yaml::Item OpenApiDocument() const;

 private:
  std::shared_ptr<const SchemaType> type_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_SCHEMA_SCHEMA_H_
