// Data values schemas: what values there are, their types and their defaults.
//
//   Schema schema = Schema::FromDocument(document);      // the result of overlaying the schema documents
//   Item values = schema.DefaultValues();
//   for (Item& given : data_values_documents) {
//     values = OverlayDocument(thread, values, given);   // overlay/apply.h
//     schema.Check(values);
//   }
//   ValidateDataValues(thread, values);                  // validation/validate.h
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
  // The schema of a library without schema documents: it allows any values.
  Schema();
  // Reads the schema/* annotations and the values of a document. Throws Error for what is not a schema: null
  // where no type can be told, defaults and examples of another type, misplaced or malformed annotations.
  static Schema FromDocument(const yaml::Item& document);

  bool is_given() const { return is_given_; }

  // A document with the default of every value, positioned in the schema, with its rules attached. Its value
  // is null without a schema document.
  yaml::Item DefaultValues() const;

  // Checks data values after each overlay. Maps receive the keys that they lack with their defaults (items of
  // arrays do lack some, and so does what replaced null), all nodes the rules of their types. Throws Error
  // with all violations. Does nothing without a schema document.
  void Check(yaml::Item& document) const;

  // The document of `--data-values-schema-inspect -o openapi-v3`.
  yaml::Item OpenApiDocument() const;

 private:
  std::shared_ptr<const SchemaType> type_;
  bool is_given_ = false;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_SCHEMA_SCHEMA_H_
